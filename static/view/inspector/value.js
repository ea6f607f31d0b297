/**
 * The value of a cell, short or long, with every digit behind it.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { exact, short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { trace } from "../control/state.js";

/** @param {{cell: Cell, write?: (x: number) => string}} props */
export function Value({ cell, write = short }) {
  if (!trace.value) return null;
  const value = trace.value.value(cell.tensor, cell.cell);
  return html`<data value=${String(value)} title=${exact(value)}>${write(value)}</data>`;
}
