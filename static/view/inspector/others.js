/**
 * What else lives at the same place: its value, or the step at which it comes.
 * @import { Cell } from "../../core/trace.js"
 */
import { symbol } from "../../core/formula.js";
import { exact, short } from "../../core/number.js";
import { html } from "../../vendor/preact.js";
import { seek } from "../actions.js";
import { known, trace } from "../state.js";
import { Tex } from "../tex.js";
import { t } from "../words.js";

/** @param {{cells: Cell[], writerOf: (cell: Cell) => number}} props */
export function Others({ cells, writerOf }) {
  if (!cells.length) return null;
  return html`<section>
    <h3 class="eyebrow">${t("inspector.others")}</h3>
    <ul class="rows">
      ${cells.map((cell) => html`<${Other} key=${cell.tensor} cell=${cell} writer=${writerOf(cell)} />`)}
    </ul>
  </section>`;
}

/** @param {{cell: Cell, writer: number}} props */
function Other({ cell, writer }) {
  const current = trace.value;
  if (!current) return null;
  const value = current.value(cell.tensor, cell.cell);
  const step = writer + 1;
  const here = known(cell.tensor);
  const link = here ? t("inspector.step.link", { step }) : t("inspector.step.coming", { step });
  return html`<li class="row">
    <span><${Tex} tex=${symbol(current, cell)} flat /></span>
    <span class="row-end">
      ${here && html`<data value=${String(value)} title=${exact(value)}>${short(value)}</data>`}
      ${
        writer >= 0
          ? html`<button type="button" class="link" onClick=${() => seek(step)}>${link}</button>`
          : html`<span class="caption">${t("inspector.givenShort")}</span>`
      }
    </span>
  </li>`;
}
