/**
 * An experiment and a moment of it as a file: experiment and iteration as they can be posted to the
 * API, and all that a link says beside them.
 * @import { Moment } from "./link.js"
 */
import { numbers, written as letters } from "./bytes.js";
import { sent } from "./experiment.js";
import { GRAINS } from "./link.js";

/** Longer texts are no experiments that a server takes: the largest network with its state is half. */
const MOST = 2 ** 22;

/** @param {Moment} moment whose experiment is there @returns {string} */
export function written({ experiment, test, names, checkpoint, ...moment }) {
  const own = experiment?.data ? {} : { test, names };
  const start = checkpoint && { ...checkpoint, values: letters(checkpoint.values) };
  const all = { experiment: experiment && sent(experiment), ...moment, ...own, checkpoint: start };
  return `${JSON.stringify(all, null, 1)}\n`;
}

/** What a file holds, or the key of the words that say why it holds nothing. @param {string} text
 * @returns {Moment | {why: string}} */
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
  try {
    return moment(document, experiment);
  } catch {
    return { why: "file.other" };
  }
}

/** Files of before say nothing but experiment and iteration. @param {Record<string, any>} document
 * @param {any} experiment @returns {Moment} */
function moment(document, experiment) {
  const { checkpoint, selected } = document;
  const iteration = whole(document.iteration);
  return {
    example: text(document.example),
    experiment,
    test: document.test ?? null,
    names: document.names ?? null,
    iteration,
    checkpoint: checkpoint ? { iteration, values: numbers(checkpoint.values) } : null,
    branch: document.branch === true,
    trained: document.trained === true,
    preset: text(document.preset),
    t: Number.isFinite(document.t) ? Math.max(document.t, 0) : 0,
    shown: whole(document.shown),
    grain: GRAINS.find((grain) => grain === document.grain) ?? GRAINS[0],
    selected: Array.isArray(selected?.cell) ? selected : null,
  };
}

/** @param {any} value */
const whole = (value) => (Number.isInteger(value) ? Math.max(value, 0) : 0);

/** @param {any} value */
const text = (value) => (typeof value === "string" ? value : null);

/** A name for a file, of letters that every system takes. @param {string} title
 * @param {string} [ending] */
export function nameOf(title, ending = "json") {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return `${plain.replace(/^-+|-+$/g, "").slice(0, 60) || "experiment"}.${ending}`;
}
