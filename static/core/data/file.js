/**
 * An experiment and a moment of it as a file: experiment and iteration as they can be posted to the
 * API, and all that a link says beside them.
 * @import { Moment } from "./permalink.js"
 */
import { readNumbers as readNumbers, writtenNumbers as letters } from "./bytes.js";
import { Misfit, object } from "./checks.js";
import { sent } from "./experiment.js";
import { validMoment } from "./validate.js";

/** Longer texts are no experiments that a server takes: the largest network with its state is half. */
const MOST = 2 ** 22;

/** @param {Moment} moment whose experiment is there @returns {string} */
export function written({ experiment, test, names, checkpoint, ...moment }) {
  const own = experiment?.data ? {} : { test, names };
  const start = checkpoint && { ...checkpoint, values: letters(checkpoint.values) };
  const all = { experiment: experiment && sent(experiment), ...moment, ...own, checkpoint: start };
  return `${JSON.stringify(all, null, 1)}\n`;
}

/** What a file holds, or the key of the words that say why it holds nothing, with the place.
 * @param {string} text @returns {Moment | {why: string, place: string}} */
export function read(text) {
  const no = (/** @type {string} */ why, place = "") => ({ why, place });
  if (text.length > MOST) return no("file.large");
  let document;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return no("file.json");
  }
  const experiment = document?.experiment ?? document;
  if (!Array.isArray(experiment?.layers)) return no("file.other");
  try {
    return moment({ ...document, experiment });
  } catch (error) {
    return no("file.damaged", error instanceof Misfit ? error.place : "");
  }
}

/** Files of before say nothing but experiment and iteration. @param {Record<string, any>} document
 * @returns {Moment} */
function moment({ checkpoint, ...document }) {
  const start = checkpoint && {
    iteration: document.iteration,
    values: readNumbers(object(checkpoint, "checkpoint").values, "checkpoint.values"),
  };
  return validMoment({ ...document, checkpoint: start });
}

/** A name for a file, of letters that every system takes. @param {string} title
 * @param {string} [ending] */
export function fileNameOf(title, ending = "json") {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return `${plain.replace(/^-+|-+$/g, "").slice(0, 60) || "experiment"}.${ending}`;
}
