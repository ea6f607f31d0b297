/**
 * Where a number went on: the cells whose equations read it, in the order in which they are computed.
 * @import { Cell, Step, Trace } from "../data/trace.js"
 */
import { explain, readCells } from "./terms.js";
import {
  cells,
  cellShape,
  flat,
  placeOf,
  sameCell,
  size,
  unflat,
  withExample,
} from "../data/trace.js";
import { endOf, inputOf, wires } from "../data/wiring.js";

/** The cells that read a cell; of those of other examples only what is summed over all.
 * @param {Trace} trace @param {Cell} cell @param {number} shown the example on show
 * @returns {Cell[]} */
export function usesOf(trace, cell, shown) {
  const t = trace.tensor(cell.tensor);
  const example = t.batched ? cell.cell[0] : shown;
  return trace.steps.flatMap((step) => {
    const roles = Object.keys(step.reads).filter((role) => step.reads[role] === cell.tensor);
    const found = roles.flatMap((role) => reached(trace, step, role, cell, example));
    return [...new Map(found.map((one) => [`${one.cell}`, one])).values()];
  });
}

/** The written cells that read a cell in a role: those at the other ends of its wires, those at its
 * own place, or all; and of these the ones whose equation names it.
 * @param {Trace} trace @param {Step} step @param {string} role @param {Cell} cell
 * @param {number} example @returns {Cell[]} */
function reached(trace, step, role, cell, example) {
  const written = trace.tensor(step.writes);
  return candidates(trace, step, role, cell)
    .map((place) => ({ tensor: written.name, cell: withExample(written, place, example) }))
    .filter((at) =>
      readCells(explain(trace, step, at.cell)).some((read) => sameCell(read.cell, cell)),
    );
}

/** So many places are each looked at where the wires do not tell. */
const FEW = 256;

/** @param {Trace} trace @param {Step} step @param {string} role @param {Cell} cell
 * @returns {number[][]} */
function candidates(trace, step, role, cell) {
  const op = trace.ops[step.op];
  const [written, read] = [trace.tensor(step.writes), trace.tensor(cell.tensor)];
  const shape = cellShape(written);
  if (size(shape) <= FEW) return cells(shape);
  const place = flat(placeOf(read, cell.cell), cellShape(read));
  const rows = wires(op, inputOf(op, [step.rule, role]));
  const [near, far] = [endOf(op, role), endOf(op, step.rule)];
  const along = rows.filter((wire) => wire[near] === place).map((wire) => wire[far]);
  const own = size(shape) === size(cellShape(read)) ? [place] : [];
  return [...new Set([...along, ...own])]
    .filter((k) => k < size(shape))
    .slice(0, FEW)
    .map((k) => unflat(k, shape));
}
