/**
 * Given numbers changed by hand, and parameters drawn anew.
 * @import { Cell, Experiment, Trace } from "./trace.js"
 */
import { withValue } from "./form.js";
import { cells, placeOf } from "./trace.js";

/** Whether a cell is given, not computed: a parameter, an input or a target. @param {Trace} trace
 * @param {Cell} cell */
export function isGiven(trace, { tensor }) {
  const t = trace.tensors.get(tensor);
  return !!t && !t.of && ["parameter", "input", "target"].includes(t.kind);
}

/** The cell that is changed where this one is chosen: a gradient's or new value's parameter, or
 * itself. @param {Trace} trace @param {Cell} cell @returns {Cell} */
export function givenBehind(trace, cell) {
  const of = trace.tensors.get(cell.tensor)?.of;
  return of && isGiven(trace, { ...cell, tensor: of }) ? { tensor: of, cell: cell.cell } : cell;
}

/** The experiment with another number in a given cell; of a parameter it is the initial value.
 * @param {Trace} trace @param {Cell} cell @param {number} value @returns {Experiment} */
export function withCell(trace, cell, value) {
  const now = trace.document.experiment;
  const t = trace.tensor(cell.tensor);
  const place = placeOf(t, cell.cell);
  if (t.kind !== "parameter") {
    const list = t.kind === "input" ? "inputs" : "targets";
    return withValue(now, [list, trace.document.rows[cell.cell[0]], ...place], value);
  }
  const given = { ...now.parameters, [t.name]: nested(trace, t.name) };
  return withValue({ ...now, parameters: given }, ["parameters", t.name, ...place], value);
}

/** The experiment with every parameter drawn from a seed. @param {Experiment} experiment
 * @param {Partial<Experiment>} [changes] @returns {Experiment} */
export const drawn = (experiment, changes = {}) => ({ ...experiment, parameters: {}, ...changes });

/** A tensor's values as lists in lists. @param {Trace} trace @param {string} name */
function nested(trace, name) {
  const { shape } = trace.tensor(name);
  /** @type {any[]} */
  const out = [];
  for (const cell of cells(shape)) {
    let list = out;
    for (const k of cell.slice(0, -1)) list = list[k] ??= [];
    list[cell[cell.length - 1]] = trace.value(name, cell);
  }
  return out;
}

/** A number some steps of a power of ten away, with no dust behind the point. @param {number} x
 * @param {number} by */
export const stepped = (x, by) => Number((x + by).toFixed(10));
