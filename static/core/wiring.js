/**
 * Which cells meet in an op: its wires, as [from, to, via] of flat cell numbers. The same rows
 * draw the lines, light up what is pointed at and write the terms of a formula.
 * Mirrors engine/wiring.py, name for name.
 *
 * @typedef {[from: number, to: number, via: number]} Wire
 * @import { Op, Trace } from "./trace.js"
 */
import { size } from "./trace.js";

/** @type {Record<string, (n: number, m: number) => Wire[]>} */
const generators = {
  same: (n) => range(n).map((k) => [k, k, k]),
  all: (n, m) => range(n * m).map((k) => [k % n, Math.floor(k / n), k]),
  sum: (n) => range(n).map((k) => [k, 0, k]),
};

/** @type {WeakMap<Op, Wire[]>} */
const made = new WeakMap();

/** All wires of an op. @param {Op} op @returns {Wire[]} */
export function wires(op) {
  let rows = made.get(op);
  if (!rows) made.set(op, (rows = generators[op.wiring](size(op.input), size(op.output))));
  return rows;
}

/** Which end of a wire a role lives at, as an index into a Wire. @param {Op} op @param {string} role */
export function endOf(op, role) {
  return { from: 0, to: 1, via: 2 }[op.ends[role.replace(/^d_/, "")] ?? "to"];
}

/** Shape of the cells at one end of an op's wires. @param {Trace} trace @param {Op} op
 * @param {number} end @returns {number[]} */
export function endShape(trace, op, end) {
  if (end === 0) return op.input;
  if (end === 1) return op.output.length ? op.output : [1];
  const via = Object.entries(op.ends).find(([, e]) => e === "via");
  return via ? trace.tensor(op.roles[via[0]]).shape : op.input;
}

/** @param {number} n */
const range = (n) => [...Array(n).keys()];
