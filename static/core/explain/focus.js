/**
 * Which cell is explained. Cells that live at the same place belong together: a weight, its
 * gradient and its new value; z, a, the slope, ∂E/∂a and δ of a neuron.
 *
 * @typedef {{cell: Cell, writer: number, others: Cell[]}} Focus  writer is −1 for what is given
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { placeOf, sameCell, withExample } from "../data/trace.js";

/**
 * The cell to explain at a step (−1: before the first); null where nothing is to be explained.
 * @param {Trace} trace @param {number} index @param {Cell | null} selected @param {number} shown
 * @returns {Focus | null}
 */
export function focusOf(trace, index, selected, shown) {
  const step = trace.steps[index];
  if (!selected && !step) return null;
  const chosen = selected ?? firstCell(trace, step.writes, shown);
  const all = atSamePlace(trace, chosen, shown);
  const reached = all.filter((cell) => writerOf(trace, cell) <= index);
  const cell = !selected ? chosen : (reached.at(-1) ?? all[0]);
  const others = all.filter((other) => !sameCell(other, cell));
  return { cell, writer: writerOf(trace, cell), others };
}

/** The step that writes a cell; −1 for what is given. @param {Trace} trace @param {Cell} cell */
export function writerOf(trace, { tensor }) {
  return trace.writer.get(tensor) ?? -1;
}

/** The tensor at whose place a tensor lives: the wire or bias it belongs to, or the neuron that
 * an op in place works in. @param {Trace} trace @param {string} name @returns {string} */
export function homeOf(trace, name) {
  const t = trace.tensor(name);
  if (t.of) return homeOf(trace, t.of);
  const op = t.op === null ? null : trace.ops[t.op];
  if (!op?.in_place || t.kind === "parameter") return name;
  const source = Object.keys(op.ends).find((role) => {
    const read = trace.tensors.get(op.roles[role]);
    return op.ends[role] === "from" && read && read.op !== t.op;
  });
  return source ? homeOf(trace, op.roles[source]) : name;
}

/** All cells at the place of a cell, in the order in which they come to be.
 * @param {Trace} trace @param {Cell} cell @param {number} shown the example for batched tensors
 * @returns {Cell[]} */
export function atSamePlace(trace, cell, shown) {
  const home = homeOf(trace, cell.tensor);
  const place = placeOf(trace.tensor(cell.tensor), cell.cell);
  return [...trace.tensors.values()]
    .filter((t) => homeOf(trace, t.name) === home)
    .map((t) => ({ tensor: t.name, cell: withExample(t, place, shown) }))
    .sort((a, b) => writerOf(trace, a) - writerOf(trace, b));
}

/** @param {Trace} trace @param {string} name @param {number} shown @returns {Cell} */
function firstCell(trace, name, shown) {
  const t = trace.tensor(name);
  const place = placeOf(t, t.shape).map(() => 0);
  return { tensor: name, cell: withExample(t, place, shown) };
}
