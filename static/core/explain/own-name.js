/**
 * The name of a cell that is made by a formula of its own, such as x₁² or sin x₁.
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { label, plainText } from "./symbol.js";
import { cellShape, flat, placeOf } from "../data/trace.js";

/** Its formula as characters; "" where all cells of the tensor have one formula.
 * @param {Trace} trace @param {Cell} cell */
export function ownName(trace, { tensor, cell }) {
  const t = trace.tensor(tensor);
  const step = trace.steps[trace.writer.get(tensor) ?? -1];
  if (t.kind !== "output" || !step?.cells) return "";
  const parts = step.cells[flat(placeOf(t, cell), cellShape(t))].map((part) => {
    if (typeof part === "string") return part;
    if ("const" in part) return part.const;
    if (!("ref" in part)) return "";
    const read = trace.tensor(step.reads[part.ref]);
    const at = part.at ?? placeOf(t, cell);
    const { letter, index } = label(trace, {
      tensor: read.name,
      cell: read.batched ? [0, ...at] : at,
    });
    return `${letter}_{${index}}`;
  });
  return plainText(parts.join(""))
    .replace(/\\left\(|\\right\)/g, "")
    .replace(/\\(sin|cos)/g, "$1 ")
    .replace(/ *\\cdot */g, " · ")
    .replace(/\^\{(\d)\}/g, (_, power) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[power])
    .trim();
}
