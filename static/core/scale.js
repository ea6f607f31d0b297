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

/** Decades that a scale shows at most: what is smaller has the shortest mark. */
const DECADES = 12;
const SHORTEST = 0.03;

/**
 * One scale for several lists: linear where their largest are alike, logarithmic where one is less
 * than a hundredth of another. `decades` is 0 for a linear one.
 * @typedef {{most: number, decades: number}} Scale
 * @param {number[]} largests @returns {Scale}
 */
export function oneScale(largests) {
  const sizes = largests.filter((x) => x > 0 && Number.isFinite(x));
  const most = Math.max(...sizes, Number.MIN_VALUE);
  const range = Math.log10(most / Math.min(...sizes, most));
  return { most, decades: range > 2 ? Math.min(Math.ceil(range) + 1, DECADES) : 0 };
}

/** Its share of a scale, from 0 to 1. @param {number} x @param {Scale} scale */
export function shareOf(x, { most, decades }) {
  const share = Math.min(Math.abs(x) / most, 1);
  if (!decades || !share) return share;
  return Math.max(1 + Math.log10(share) / decades, SHORTEST);
}

/** Whether an update moves a cell by more than rounding: measured by what moves most.
 * @param {Trace} trace @param {string} parameter @param {number[]} cell */
export function moves(trace, parameter, cell) {
  const by = Math.abs(trace.value(`${parameter}'`, cell) - trace.value(parameter, cell));
  let most = largestMoves.get(trace);
  if (most === undefined) {
    most = 0;
    for (const name of trace.document.parameters) {
      const [before, after] = [trace.view(name), trace.view(`${name}'`)];
      before.forEach(
        (x, k) => (most = Math.max(/** @type {number} */ (most), Math.abs(after[k] - x))),
      );
    }
    largestMoves.set(trace, most);
  }
  return by > 1e-13 * most;
}

/** @type {WeakMap<Trace, number>} */
const largestMoves = new WeakMap();

/** The mean size of one cell over the examples of a batch. @param {Float64Array} values
 * @param {number} cell @param {number} each cells of an example */
export function meanSize(values, cell, each) {
  let sum = 0;
  for (let k = cell; k < values.length; k += each) sum += Math.abs(values[k]);
  return (sum * each) / values.length;
}
