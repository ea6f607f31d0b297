/**
 * What a cell is the sum of: its formula multiplied out as far as its sums go, each product with its
 * number.
 *
 * @typedef {{value: number, minus: boolean, factors: Node[], share: Node | null}} Contribution
 *   share: of a sum over wires the term that it is, before what stands before the sum
 * @import { Node } from "./syntax.js"
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { explain, readCells } from "./terms.js";
import { treeOf } from "./syntax.js";
import { worth } from "./worth.js";

/** The contributions to a cell, in the order of its formula; none for what is given, and where the
 * formula would divide by 0 or take its logarithm.
 * @param {Trace} trace @param {Cell} cell @returns {Contribution[]} */
export function contributionsOf(trace, cell) {
  const step = trace.steps[trace.writer.get(cell.tensor) ?? -1];
  if (!step) return [];
  const products = multipliedOut(treeOf(explain(trace, step, cell.cell)), false);
  const all = products.map((found) => {
    const size = found.factors.reduce((product, node) => product * worth(trace, node), 1);
    return { ...found, value: found.minus ? -size : size };
  });
  return all.every(({ value }) => Number.isFinite(value)) ? all : [];
}

/** @typedef {Omit<Contribution, "value">} Product */

/** @param {Node} node @param {boolean} minus @returns {Product[]} */
function multipliedOut(node, minus) {
  if (node.op === "-") return multipliedOut(node.of[0], !minus);
  if (node.op === "()") return multipliedOut(node.of[0], minus);
  if (node.op === "+") return node.of.flatMap((term) => multipliedOut(term, minus));
  if (node.op === "each" && node.name === "+")
    return node.of.flatMap((term) =>
      multipliedOut(term, minus).map((product) => ({ ...product, share: product.share ?? term })),
    );
  if (node.op !== "*") return [{ minus, factors: [node], share: null }];
  const at = node.of.findIndex(summed);
  if (at < 0) return [{ minus, factors: node.of.flatMap(factorsOf), share: null }];
  const [before, after] = [node.of.slice(0, at), node.of.slice(at + 1)].map((all) =>
    all.flatMap(factorsOf),
  );
  return multipliedOut(node.of[at], minus).map((product) => ({
    ...product,
    factors: [...before, ...product.factors, ...after],
  }));
}

/** @param {Node} node @returns {Node[]} */
const factorsOf = (node) => (node.op === "*" ? node.of.flatMap(factorsOf) : [node]);

/** Whether a factor is a sum over wires, or holds one beside what is added to it. @param {Node} node
 * @returns {boolean} */
const summed = (node) =>
  (node.op === "each" && node.name === "+") ||
  (["()", "+", "-"].includes(node.op) && node.of.some((n) => summed(n) || (n.op === "*" && n.of.some(summed)))); // prettier-ignore

/** The cells that a contribution reads. @param {Contribution} contribution */
export const cellsOf = ({ factors }) => factors.flatMap(({ parts }) => readCells(parts));
