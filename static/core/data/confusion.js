/**
 * What was taken for what: answers to data, read as classes.
 *
 * @typedef {{counts: number[][], said: Uint8Array, loss: number | null, accuracy: number | null}}
 *   Taken  counts: a row for each true class, a column for each answer; said: for each example
 * @import { Experiment, Checkpoint } from "./trace.js"
 */
import { floats, posted } from "./bytes.js";
import { sent } from "./experiment.js";

/** @param {Experiment} experiment @param {Checkpoint} start
 * @param {{inputs: any[], targets?: any[]} | null} data null: the experiment's own */
export function answersOrder(experiment, start, data) {
  return { experiment: sent(experiment), checkpoint: posted(start), ...data };
}

/** Read the binary form. @param {ArrayBuffer} buffer @param {number} middle what one output must
 * exceed to mean the upper class @returns {Taken} */
export function takenAs(buffer, middle) {
  const { header, values } = answersIn(buffer);
  const width = values.length / header.examples;
  const said = Uint8Array.from({ length: header.examples }, (_, k) =>
    width === 1 ? +(values[k] > middle) : largest(values.subarray(k * width, (k + 1) * width)),
  );
  const { confusion, loss, accuracy = null } = header.score;
  return { counts: confusion ?? [], said, loss, accuracy };
}

/** All answers, one example after the other, and what is said of them. @param {ArrayBuffer} buffer */
export function answersIn(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { header, values: floats(buffer, Math.ceil((4 + length) / 8) * 8) };
}

/** Of equally large ones the first. @param {Float64Array} values */
const largest = (values) => values.reduce((best, v, k) => (v > values[best] ? k : best), 0);
