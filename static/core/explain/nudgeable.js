/**
 * What can be nudged, by how much, and how far to either side the loss is looked at.
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { writerOf } from "./focus.js";
import { tensorOfKind } from "../data/trace.js";

/** The powers of ten a nudge goes through. */
export const POWERS = [-1, -2, -3, -4, -5, -6, -7, -8];

/** The number to nudge at a cell: a parameter, an input or an answer of a layer; of a gradient or a new
 * value the number it belongs to, of a slope where it is taken. @param {Trace} trace
 * @param {Cell} cell @returns {Cell | null} */
export function nudgeableAt(trace, { tensor, cell }) {
  const t = trace.tensor(tensor);
  const name = t.of ?? (t.role_kind === "slope" ? sloped(trace, tensor) : tensor);
  const kind = name && trace.tensors.get(name)?.kind;
  const can = kind === "parameter" || kind === "input" || kind === "output";
  return name && can ? { tensor: name, cell } : null;
}

/** @param {Trace} trace @param {string} tensor */
function sloped(trace, tensor) {
  return tensorOfKind(trace.ops[trace.steps[writerOf(trace, { tensor, cell: [] })].op], "input");
}

/** Around a parameter so far that its step of descent lies well inside.
 * @param {Trace} trace @param {Cell} cell @returns {{low: number, high: number}} */
export function sliceAround(trace, { tensor, cell }) {
  const value = trace.value(tensor, cell);
  const updated = `${tensor}'`;
  const step = trace.has(updated) ? Math.abs(trace.value(updated, cell) - value) : 0;
  const reach = Math.min(Math.max(0.5, 0.75 * Math.abs(value), 1.6 * step), 1e5);
  return { low: value - reach, high: value + reach };
}

/** A typed nudge: any number but 0 whose size is a nudge's; null: it is none.
 * @param {string} text */
export function nudgeOf(text) {
  const value = Number(text.trim().replace(",", ".").replace("−", "-"));
  const size = Math.abs(value);
  return size >= 1e-8 && size <= 0.1 ? value : null;
}
