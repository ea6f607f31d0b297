/**
 * What else lives at the same place: its value, or the step at which it comes.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { writerOf } from "../../core/explain/focus.js";
import { symbol } from "../../core/explain/formula.js";
import { html } from "../../vendor/preact.js";
import { seek } from "../control/actions.js";
import { known, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { Value } from "./value.js";

/** @param {{cells: Cell[]}} props */
export function Others({ cells }) {
  if (!cells.length) return null;
  return html`<section>
    <h3 class="eyebrow">${t("inspector.others")}</h3>
    <ul class="rows">
      ${cells.map((cell) => html`<${Other} key=${cell.tensor} cell=${cell} />`)}
    </ul>
  </section>`;
}

/** @param {{cell: Cell}} props */
function Other({ cell }) {
  const current = trace.value;
  if (!current) return null;
  const step = writerOf(current, cell) + 1;
  const here = known(cell.tensor);
  const words = here ? t("inspector.step.link", { step }) : t("inspector.step.coming", { step });
  const link = html`<button type="button" class="link" onClick=${() => seek(step)}>
    ${words}
  </button>`;
  return html`<li class="row">
    <span><${Tex} tex=${symbol(current, cell)} flat /></span>
    <span class="row-end">
      ${here && html`<${Value} cell=${cell} />`}
      ${step > 0 ? link : html`<span class="caption">${t("inspector.givenShort")}</span>`}
    </span>
  </li>`;
}
