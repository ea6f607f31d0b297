/** From values to widths, lengths and strengths of colour. Sign is hue, size is strength.
 * @import { Trace } from "./trace.js" */

/** The largest size in a list, or 1 where all is zero. @param {Iterable<number>} values */
export function largest(values) {
  let most = 0;
  for (const x of values) most = Math.max(most, Math.abs(x));
  return most || 1;
}

/** The largest size in a tensor, looked for once. @param {Trace} trace @param {string} tensor */
export function largestIn(trace, tensor) {
  const known = found.get(trace) ?? new Map();
  found.set(trace, known);
  if (!known.has(tensor)) known.set(tensor, largest(trace.view(tensor)));
  return known.get(tensor);
}

/** @type {WeakMap<Trace, Map<string, number>>} */
const found = new WeakMap();

/** Share of the largest, from 0 to 1; the root lets small values be seen. @param {number} x
 * @param {number} most */
export function strength(x, most) {
  return Math.sqrt(Math.min(Math.abs(x) / most, 1));
}

/** @param {number} x @returns {"positive" | "negative"} */
export function sign(x) {
  return x < 0 ? "negative" : "positive";
}

/** The mean size of one cell over the examples of a batch. @param {Float64Array} values
 * @param {number} cell @param {number} each cells of an example */
export function meanSize(values, cell, each) {
  let sum = 0;
  for (let k = cell; k < values.length; k += each) sum += Math.abs(values[k]);
  return (sum * each) / values.length;
}
