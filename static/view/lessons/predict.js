/** Predict: any coming value can be asked before it is shown, and the answer stands beside it. */
import { focusOf } from "../../core/explain/focus.js";
import { judged } from "../../core/lessons/prediction.js";
import { short } from "../../core/data/number.js";
import { cellSymbol } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { index, known, shown, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { lesson } from "./course.js";
import { PredictForm } from "./predict-form.js";
import { askFirst, besides, predicting, said } from "./predictions.js";

/** @import { Cell, Trace } from "../../core/data/trace.js" */

/** In a lesson the lesson asks. @param {{cell: Cell | null}} props  cell: what is looked at */
export function Predict({ cell }) {
  const current = trace.value;
  if (!current || lesson.value) return null;
  if (predicting.value) return html`<${PredictForm} cell=${predicting.value} trace=${current} />`;
  const coming = !cell || known(cell.tensor) ? nextOf(current) : cell;
  return html`${cell && html`<${Compared} cell=${cell} trace=${current} />`}
  ${
    coming &&
    html`<button class="button predict" onClick=${() => askFirst(coming)}>
      ${t("predict.ask")} <${Tex} flat tex=${cellSymbol(current, coming)} />
    </button>`
  }`;
}

/** The first cell of the next step. @param {Trace} current @returns {Cell | null} */
function nextOf(current) {
  const step = current.steps[index.value + 1];
  return step ? (focusOf(current, index.value + 1, null, shown.value)?.cell ?? null) : null;
}

/** What was said beside what came. @param {{cell: Cell, trace: Trace}} props */
function Compared({ cell, trace: now }) {
  const own = said.value;
  const here = own?.tensor === cell.tensor && own.iteration === now.document.iteration;
  if (!own || !here || !known(cell.tensor)) return null;
  const truth = now.value(own.tensor, own.cell);
  const beside = besides(now, own);
  const verdict = judged(own, truth, beside && now.value(beside.tensor, beside.cell));
  const words = [
    own.sign && [t(`predict.is.${own.sign}`), verdict.sign],
    own.size && [t(`predict.is.${own.size}`), verdict.size],
    own.number && [own.number, verdict.number],
  ];
  return html`<div
    class="reply"
    role="status"
    data-right=${!Object.values(verdict).includes(false)}
  >
    <p>${t("predict.said")}</p>
    <ul>
      ${words.map((one) => one && html`<li data-met=${one[1]}>${one[0]} ${one[1] ? "✓" : "✗"}</li>`)}
    </ul>
    <p>${t("predict.came", { value: short(truth) })}</p>
  </div>`;
}
