/** How large the numbers of a trace are.
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
