/** What stands on the page as long as a mistake is on: which one, the way to it, and out of it. */
import { html } from "../../vendor/preact.js";
import { cellText } from "../../core/explain/symbol.js";
import { short } from "../../core/data/number.js";
import { Refusal } from "../build/refusal.js";
import { gate, hunting, trace, training } from "../control/state.js";
import { showTab } from "../ui/tabs.js";
import { t } from "../ui/words.js";
import { bugsOn, ownNumber } from "./right-run.js";
import { rightAgain, toOwnNumber } from "./own-number.js";
import { BUGS_PATH, goToBug, switchBugs } from "./switch-bugs.js";

export function BugBanner() {
  const ids = bugsOn.value;
  if (ownNumber.value) return html`<${OwnNumber} number=${ownNumber.value} />`;
  if (!ids.length || gate.value) return null;
  const names = ids.map((id) => t(`bug.${id}.name`)).join(" + ");
  return html`<section class="bug-banner" aria-label=${t("break.with")}>
    <p>
      <strong>${t("break.with")}</strong>
      <span>${hunting.value ? t("spot.hidden") : names}</span>
    </p>
    <div class="tools">
      ${
        !hunting.value &&
        html`<button class="link" disabled=${training.value} onClick=${() => goToBug(ids[0])}>
          ${t("break.go")}
        </button>`
      }
      <button class="link" onClick=${() => showTab("bug")}>
        ${t(hunting.value ? "spot.name" : "break.beside")}
      </button>
      <button class="link" onClick=${() => switchBugs([])}>${t("break.off")}</button>
    </div>
    <${Refusal} path=${BUGS_PATH} id="bug-banner" />
  </section>`;
}

/** @param {{number: import("../../core/data/trace.js").Cell & {value: number}}} props */
function OwnNumber({ number }) {
  const now = trace.value;
  return html`<section class="bug-banner" aria-label=${t("replaced.with")}>
    <p>
      <strong>${t("replaced.with")}</strong>
      <button class="link" title=${t("break.go")} disabled=${training.value} onClick=${toOwnNumber}>
        ${now?.has(number.tensor) && cellText(now, number)} = ${short(number.value)}
      </button>
    </p>
    <div class="tools">
      <button class="link" onClick=${() => showTab("bug")}>${t("break.beside")}</button>
      <button class="link" onClick=${rightAgain}>${t("lesson.play.back")}</button>
    </div>
  </section>`;
}
