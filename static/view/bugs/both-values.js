/** Two values of a number side by side, with as many digits as it takes to tell them apart. */
import { exact, short, signed, significant } from "../../core/data/number.js";
import { differsAt } from "../../core/explain/side-by-side.js";
import { html } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { ownNumber, rightTrace } from "./right-run.js";

/** @param {{cell: import("../../core/data/trace.js").Cell}} props */
export function BothValues({ cell }) {
  const [now, right] = [trace.value, rightTrace.value];
  if (!now || !right?.has(cell.tensor)) return null;
  const [mine, theirs] = [now, right].map((one) => one.value(cell.tensor, cell.cell));
  if (!differsAt(now, right, cell))
    return html`<p class="both-same" role="status">
      ${t(ownNumber.value ? "replaced.same" : "break.same")}
    </p>`;
  const row = (/** @type {string} */ key, /** @type {number} */ x) =>
    html`<div>
      <dt>${t(key)}</dt>
      <dd><data value=${String(x)} title=${exact(x)}>${inDigits(x, mine, theirs)}</data></dd>
    </div>`;
  return html`<dl class="both" role="status">
    ${row(ownNumber.value ? "lesson.play.mine" : "break.value.wrong", mine)}
    ${row("break.value.right", theirs)}
    <div>
      <dt>${t("break.value.apart")}</dt>
      <dd>${signed(mine - theirs)}</dd>
    </div>
  </dl>`;
}

/** As many digits as it takes to tell both apart. @param {number} x @param {number} one
 * @param {number} other */
export function inDigits(x, one, other) {
  const size = Math.max(Math.abs(one), Math.abs(other));
  const share = Math.abs(one - other) / size;
  if (share > 1e-3) return short(x);
  return significant(x, share > 1e-6 ? 9 : 13);
}
