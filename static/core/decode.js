/** Bytes → text, as tables come from spreadsheets: UTF-8, UTF-16 with its mark, or an older code. */

/** @param {Uint8Array} bytes @param {string} language whose older code is meant
 * @returns {{text: string, code: string}} code: the older one, if it was needed */
export function decoded(bytes, language) {
  const mark = (bytes[0] << 8) | bytes[1];
  if (mark === 0xfffe) return { text: new TextDecoder("utf-16le").decode(bytes), code: "" };
  if (mark === 0xfeff) return { text: new TextDecoder("utf-16be").decode(bytes), code: "" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), code: "" };
  } catch {
    const [label, code] =
      language === "ko" ? ["euc-kr", "EUC-KR"] : ["windows-1252", "Windows-1252"];
    return { text: new TextDecoder(label).decode(bytes), code };
  }
}
