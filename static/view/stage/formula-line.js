/** What the step computes in one line, in symbols and in numbers: for a projector, which shows no panel. */
import { focusOf } from "../../core/explain/focus.js";
import { inNumbers, inSymbols, matrixFormula, symbol } from "../../core/explain/formula.js";
import { tex } from "../../core/data/number.js";
import { explain, readCells } from "../../core/explain/terms.js";
import { html } from "../../vendor/preact.js";
import { coarseTime, hunting, index, known, selected, shown, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { projector } from "../ui/theme.js";
import { t } from "../ui/words.js";

/** Cells in an equation for which one line has room. */
const MOST = 4;
const SIZED = /\\(?:left|right)(?![a-z])/g;

export function FormulaLine() {
  if (!projector.value) return null;
  const name = `${t("brand.first")} ${t("brand.second")}`; // the header, which has it, is not there
  return html`<h1 class="visually-hidden">${name}</h1>
    <${Line} />`;
}

function Line() {
  const current = trace.value;
  if (!current || coarseTime.value || hunting.value) return null;
  const focus = focusOf(current, index.value, selected.value, shown.value);
  const step = focus && current.steps[focus.writer];
  if (!focus || !step) return null;
  const { cell } = focus;
  const parts = explain(current, step, cell.cell);
  const reads = readCells(parts);
  const ready = reads.length > 0 && reads.every((read) => known(read.cell.tensor));
  const value = known(cell.tensor) ? [tex(current.value(cell.tensor, cell.cell))] : [];
  const line =
    reads.length > MOST
      ? [symbol(current, cell), ...value]
      : [
          symbol(current, cell),
          inSymbols(current, parts),
          ...(ready ? [inNumbers(current, parts)] : []),
          ...value,
        ];
  const whole = reads.length > MOST ? `${matrixFormula(current, step)}\\qquad ` : "";
  return html`<p class="formula-line">
    <${Tex} tex=${`${whole}${line.join(" = ").replace(SIZED, "")}`} />
  </p>`;
}
