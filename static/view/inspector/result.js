/**
 * The value: seven digits, and every digit on request. It appears when its step has landed.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { symbol } from "../../core/explain/formula.js";
import { exact, long } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { known, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { Value } from "./value.js";

/** @param {{cell: Cell}} props */
export function Result({ cell }) {
  const current = trace.value;
  if (!current) return null;
  const landed = known(cell.tensor);
  const digits = exact(current.value(cell.tensor, cell.cell));
  return html`<details class="result">
    <summary title=${t("inspector.digits")}>
      <${Tex} tex=${symbol(current, cell)} flat />
      <strong>${landed ? html`<${Value} cell=${cell} write=${long} />` : "…"}</strong>
    </summary>
    <p>${landed ? digits : t("inspector.unknown")}</p>
  </details>`;
}
