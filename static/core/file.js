/**
 * An experiment as a file: the same JSON that can be posted to the API.
 * @import { Experiment } from "./trace.js"
 */

/** Longer texts are no experiments that a server takes. */
const MOST = 2 ** 18;

/** @param {Experiment} experiment @param {number} iteration */
export const written = (experiment, iteration) =>
  `${JSON.stringify({ experiment, iteration }, null, 1)}\n`;

/** What a file holds, or the key of the words that say why it holds nothing. @param {string} text
 * @returns {{experiment: Experiment, iteration: number} | {why: string}} */
export function read(text) {
  if (text.length > MOST) return { why: "file.large" };
  let document;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { why: "file.json" };
  }
  const experiment = document?.experiment ?? document;
  if (!Array.isArray(experiment?.layers)) return { why: "file.other" };
  const iteration = Number.isInteger(document.iteration) ? Math.max(document.iteration, 0) : 0;
  return { experiment, iteration };
}

/** A name for the file, of letters that every system takes. @param {string} title */
export function nameOf(title) {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return `${plain.replace(/^-+|-+$/g, "").slice(0, 60) || "experiment"}.json`;
}
