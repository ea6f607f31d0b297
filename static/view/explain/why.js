/**
 * Why a step is as it is: the question that arises there, three lines with its numbers, and one thing
 * to try.
 * @import { Reason } from "../../core/explain/reason.js"
 * @import { Cell } from "../../core/data/trace.js"
 */
import { reasonsAt } from "../../core/explain/reasons.js";
import { html, useState } from "../../vendor/preact.js";
import { seek } from "../control/actions.js";
import { shown, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { openQuestion } from "./asked.js";
import { Told } from "./told.js";

/** @param {{cell: Cell}} props */
export function Why({ cell }) {
  const [which, turn] = useState(0);
  const current = trace.value;
  if (!current) return null;
  const reasons = reasonsAt(current, cell, shown.value);
  const at = Math.min(which, reasons.length - 1);
  const others = reasons.map((other, k) => ({ other, k })).filter(({ k }) => k !== at);
  return html`<${Answer} key=${reasons[at].key} reason=${reasons[at]} /> ${others.map(
      ({ other, k }) =>
        html`<p class="also" key=${other.key}>
          <button type="button" class="link" onClick=${() => turn(k)}>
            ${t(`reason.${other.ask}.ask`)}
          </button>
        </p>`,
    )}`;
}

/** @param {{reason: Reason}} props */
function Answer({ reason: { key, ask, values, view, seek: to } }) {
  const go = () => (to === null ? view && (openQuestion.value = view) : seek(to));
  const helped = values.helped ? `\n${t(`reason.${values.helped}`, values)}` : "";
  return html`<h3>${t(`reason.${ask}.ask`)}</h3>
    <${Told} text=${t(`reason.${key}.say`, values) + helped}>
      <p class="try">
        <span>${t("why.try")}</span>${" "} ${t(`reason.${key}.try`, values)}
        ${" "}${(view || to !== null) && html`<button type="button" class="link" onClick=${go}>${t("why.show")}</button>`}
      </p>
    <//>`;
}
