/**
 * Which product runs along which wire in a step: of every written cell, the terms of its sum, each
 * laid on the wire between the cell and the neuron that the term comes from.
 * @import { Contribution } from "../explain/contributions.js"
 * @import { Edge } from "./edges.js"
 * @import { Layout } from "./layout.js"
 * @import { Step, Trace } from "../data/trace.js"
 */
import { cells, cellShape, withExample } from "../data/trace.js";
import { cellsOf, contributionsOf } from "../explain/contributions.js";
import { standAt } from "./stand.js";

/** @param {Trace} trace @param {Layout} at @param {Step} step @param {number} shown the example
 * @param {Edge[]} edges of the step's op @returns {Map<string, number>} by the key of the edge */
export function productsOn(trace, at, step, shown, edges) {
  const written = trace.tensor(step.writes);
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const place of cells(cellShape(written))) {
    const cell = { tensor: step.writes, cell: withExample(written, place, shown) };
    const near = standAt(at, trace, cell);
    if (!near) continue;
    for (const found of contributionsOf(trace, cell)) {
      for (const far of sources(trace, at, found, near)) {
        const key = `${far} ${near}`;
        sums.set(key, (sums.get(key) ?? 0) + found.value);
      }
    }
  }
  return new Map(
    edges.flatMap(({ key, fromKey, toKey }) => {
      const value = sums.get(`${fromKey} ${toKey}`) ?? sums.get(`${toKey} ${fromKey}`);
      return value === undefined ? [] : [/** @type {[string, number]} */ ([key, value])];
    }),
  );
}

/** The other neurons that a term reads; only terms of a sum over wires come along wires.
 * @param {Trace} trace @param {Layout} at @param {Contribution} found @param {string} near */
function sources(trace, at, found, near) {
  if (!found.share) return [];
  const all = cellsOf(found).map((cell) => standAt(at, trace, cell.cell));
  return [...new Set(all)].filter((key) => key && key !== near);
}
