/** JSON as a compressed part of a link, with the letters that links take. */
import { bytesOf, letters } from "./bytes.js";
import { Misfit } from "./checks.js";

/** Bytes that a compressed part of a link may hold. */
export const INFLATED = 5_000_000;
/** Letters of a link: half of what a browser takes at least. */
export const LONGEST = 500_000;

/** @param {string} text */
export async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return letters(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** @param {string | null} packed @param {string} place
 * @throws {Misfit} naming the place, where it is no JSON or holds more than INFLATED */
export async function unpacked(packed, place) {
  if (!packed) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await inflated(bytesOf(packed))));
  } catch {
    throw new Misfit(place);
  }
}

/** The text in a compressed part of a link. It ends where there is more than an experiment can be: a
 * few letters can be made to swell to gigabytes. @param {Uint8Array<ArrayBuffer>} bytes */
async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const chunks = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > INFLATED) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    chunks.push(part.value);
  }
  return new Blob(chunks).arrayBuffer();
}
