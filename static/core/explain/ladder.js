/**
 * How a number that is one product came to be, from the sum it began as: of ∂E/∂w first ∂E/∂a, stacked
 * from what came along the wires, then times the slope, then times the input.
 *
 * @typedef {{cell: Cell, value: number, times: Node[], by: number}} Rung  a product: what the one
 *   before it was multiplied by, and how much that is
 * @typedef {{start: Cell, contributions: Contribution[], rungs: Rung[]}} Ladder  contributions: of
 *   the start
 * @import { Contribution } from "./contributions.js"
 * @import { Node } from "./syntax.js"
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { contributionsOf } from "./contributions.js";
import { worth } from "./worth.js";

/** @param {Trace} trace @param {Cell} cell @returns {Ladder} */
export function ladderOf(trace, cell) {
  const contributions = contributionsOf(trace, cell);
  const bottom = { start: cell, contributions, rungs: [] };
  if (contributions.length !== 1 || contributions[0].minus) return bottom;
  const { factors, value } = contributions[0];
  const carried = factors.find((f) => f.op === "cell" && f.cell && carries(trace, f.cell, cell));
  if (!carried?.cell) return bottom;
  const below = ladderOf(trace, carried.cell);
  if (!below.contributions.length) return bottom;
  const times = factors.filter((factor) => factor !== carried);
  if (!times.length) return { ...below, rungs: below.rungs }; // handed on as it is
  const by = times.reduce((product, node) => product * worth(trace, node), 1);
  return { ...below, rungs: [...below.rungs, { cell, value, times, by }] };
}

/** Whether a factor is what a gradient brings from further on. @param {Trace} trace
 * @param {Cell} factor @param {Cell} cell */
const carries = (trace, factor, cell) =>
  trace.tensor(cell.tensor).kind === "gradient" && trace.tensor(factor.tensor).kind === "gradient";
