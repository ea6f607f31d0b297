/**
 * Float64 numbers as base64, little-endian, as the API sends and takes them; written with the letters
 * of links.
 * @import { Checkpoint } from "./trace.js"
 */
import { demand, Misfit, text } from "./checks.js";

const LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Bytes that are made characters in one call: each is an argument. */
const AT_ONCE = 8192;

/** @param {string} letters in base64, with the letters of links or the usual ones */
export function bytesOf(letters) {
  const binary = atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(binary.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = binary.charCodeAt(k);
  return bytes;
}

/** @param {string} text @returns {Float64Array} */
export const numbers = (text) => floats(bytesOf(text).buffer);

/** The same of text from outside. @param {unknown} value @param {string} place
 * @returns {Float64Array} */
export function readNumbers(value, place) {
  try {
    const { buffer } = bytesOf(text(value, place));
    demand(buffer.byteLength % 8 === 0, place);
    return floats(buffer);
  } catch {
    throw new Misfit(place);
  }
}

/** Float64 numbers from a place on to the end, read in place where the machine writes them so too.
 * @param {ArrayBuffer} buffer @param {number} [offset] a multiple of 8 */
export function floats(buffer, offset = 0) {
  const length = (buffer.byteLength - offset) >> 3;
  if (LITTLE) return new Float64Array(buffer, offset, length);
  const view = new DataView(buffer, offset);
  return Float64Array.from({ length }, (_, k) => view.getFloat64(8 * k, true));
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let binary = "";
  for (let k = 0; k < bytes.length; k += AT_ONCE)
    binary += String.fromCharCode(...bytes.subarray(k, k + AT_ONCE));
  return btoa(binary);
}

/** @param {Uint8Array} bytes */
export const letters = (bytes) =>
  base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** @param {Float64Array} values */
export function writtenNumbers(values) {
  if (LITTLE) return letters(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((x, k) => view.setFloat64(8 * k, x, true));
  return letters(new Uint8Array(view.buffer));
}

/** A checkpoint as it is posted. @template {Checkpoint | null} T @param {T} start */
export const posted = (start) => start && { ...start, values: once(start.values) };

/** The text that was written last: of a moment on show several things are asked.
 * @type {{values: Float64Array | null, text: string}} */
let last = { values: null, text: "" };

/** @param {Float64Array} values that stay as they are */
function once(values) {
  if (last.values !== values) last = { values, text: writtenNumbers(values) };
  return last.text;
}
