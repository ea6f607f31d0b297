/**
 * The equation of a cell: over whole tensors, in symbols, in numbers.
 * @import { Cell, Step } from "../../core/trace.js"
 */
import { inNumbers, inSymbols, matrixFormula, symbol } from "../../core/formula.js";
import { explain, readCells } from "../../core/terms.js";
import { html } from "../../vendor/preact.js";
import { known, trace } from "../state.js";
import { Tex } from "../tex.js";
import { t } from "../words.js";

const STYLE = String.raw`\displaystyle `;

/** @param {{cell: Cell, step: Step}} props */
export function Formula({ cell, step }) {
  const current = trace.value;
  if (!current) return null;
  const parts = explain(current, step, cell.cell);
  const reads = readCells(parts);
  const ready = reads.length > 0 && reads.every((read) => known(read.cell.tensor));
  const across = reads.some((r) => current.tensor(r.cell.tensor).batched);
  const summed = current.batch > 1 && across && !current.tensor(cell.tensor).batched;
  return html`<div class="equations">
    <${Tex} class="rule" tex=${STYLE + matrixFormula(current, step)} />
    <${Tex} tex=${STYLE + symbol(current, cell)} />
    <${Tex} tex=${`${STYLE}{}= ${inSymbols(current, parts)}`} />
    ${ready && html`<${Tex} class="numbers" tex=${`${STYLE}{}= ${inNumbers(current, parts)}`} />`}
    ${summed && html`<p class="caption">${t("inspector.summed", { batch: current.batch })}</p>`}
  </div>`;
}
