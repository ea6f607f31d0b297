/**
 * The equation of a cell: over whole tensors, in symbols, in numbers.
 * @import { Cell, Step } from "../../core/data/trace.js"
 */
import { inNumbers, inSymbols, matrixFormula, symbol } from "../../core/explain/formula.js";
import { isChain } from "../../core/explain/symbol.js";
import { explain, readCells } from "../../core/explain/terms.js";
import { html } from "../../vendor/preact.js";
import { known, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";

/** Cells in an equation from which on it may take several lines. */
const BREAKS = 4;
const SIZED = /\\(?:left|right)(?![a-z])/g;
/** No line ends at a product's dot. */
const TIMES = String.raw`\cdot `;
const GLUED = String.raw`\cdot\nobreak `;
const STYLE = String.raw`\displaystyle `;

/** @param {{cell: Cell, step: Step, alone?: boolean}} props  alone: the rule over whole tensors stands
 * there already */
export function Formula({ cell, step, alone = false }) {
  const current = trace.value;
  if (!current) return null;
  const parts = explain(current, step, cell.cell);
  const reads = readCells(parts);
  const ready = reads.length > 0 && reads.every((read) => known(read.cell.tensor));
  const across = reads.some((r) => current.tensor(r.cell.tensor).batched);
  // A long line may break anywhere: derivatives in one line, and brackets of one size.
  const long = reads.length > BREAKS;
  const line = (/** @type {string} */ tex) =>
    `${STYLE}{}= ${long ? tex.replace(SIZED, "").replaceAll(TIMES, GLUED) : tex}`;
  const summed = current.batch > 1 && across && !current.tensor(cell.tensor).batched;
  return html`<div class="equations">
    ${
      !alone &&
      !isChain(current) &&
      html`<${Tex} class="rule" tex=${STYLE + matrixFormula(current, step)} />`
    }
    <${Tex} tex=${STYLE + symbol(current, cell)} />
    <${Tex} tex=${line(inSymbols(current, parts))} flat=${long} />
    ${ready && html`<${Tex} class="in-numbers" tex=${line(inNumbers(current, parts))} />`}
    ${summed && html`<p class="caption">${t("inspector.summed", { batch: current.batch })}</p>`}
  </div>`;
}
