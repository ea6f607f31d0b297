/** Who this tab is to the server, for its fair share: a number drawn at random, and nothing else. */

const NAME = "client-token";

/** As the server wants it: letters and digits. */
function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The tab's own, also after a reload where its storage is open. */
function kept() {
  try {
    const token = sessionStorage.getItem(NAME) ?? drawn();
    sessionStorage.setItem(NAME, token);
    return token;
  } catch {
    return drawn();
  }
}

/** The header field that goes with what is computed. */
export const token = { "X-Client-Token": kept() };
