/**
 * The value: seven digits, and every digit on request. It appears when its step has landed.
 * @import { Cell } from "../../core/trace.js"
 */
import { symbol } from "../../core/formula.js";
import { exact, long } from "../../core/number.js";
import { html } from "../../vendor/preact.js";
import { known, trace } from "../state.js";
import { Tex } from "../tex.js";
import { t } from "../words.js";

/** @param {{cell: Cell}} props */
export function Result({ cell }) {
  const current = trace.value;
  if (!current) return null;
  const value = current.value(cell.tensor, cell.cell);
  const landed = known(cell.tensor);
  return html`<details class="result">
    <summary title=${t("inspector.digits")}>
      <${Tex} tex=${symbol(current, cell)} flat />
      ${
        landed
          ? html`<strong
              ><data value=${String(value)} title=${exact(value)}>${long(value)}</data></strong
            >`
          : html`<strong aria-label=${t("inspector.unknown")}>…</strong>`
      }
    </summary>
    <p>${landed ? exact(value) : t("inspector.unknown")}</p>
  </details>`;
}
