/** Two branches side by side: what tells them apart, and what became of each. */
import { differences } from "../../core/data/differences.js";
import { html } from "../../vendor/preact.js";
import { changed, isRightRun, runName } from "../control/run-names.js";
import { besideRun, branches, goTo, other } from "../control/runs-list.js";
import { line } from "../control/state.js";
import { t } from "../ui/words.js";
import { Curves } from "./compare-curves.js";
import { ComparePictures } from "./compare-pictures.js";
import { Scores } from "./scores.js";

/** @import { Line } from "../../core/data/run.js" */

/** Differences that are told; more are counted. */
const MOST = 6;

export function CompareTab() {
  const now = line.value;
  if (!now) return null;
  const others = branches.value.filter((one) => one.id !== now.id);
  const set = (/** @type {any} */ e) => (besideRun.value = Number(e.currentTarget.value));
  return html`<div class="section compare">
    <p class="eyebrow">${t("compare.title")}</p>
    <h2 class="compare-name">${runName(now)}</h2>
    <div class="row">
      <label for="compare-with">${t("compare.with")}</label>
      <select class="select" id="compare-with" value=${other.value?.id} onChange=${set}>
        ${!other.value && html`<option value="">${t("compare.choose")}</option>`}
        ${others.map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === other.value?.id}>${runName(one)}</option>`)}
      </select>
    </div>
    ${other.value && html`<${Both} now=${now} then=${other.value} />`}
  </div>`;
}

/** @param {{now: Line, then: Line}} props */
function Both({ now, then }) {
  const told = differences(then.experiment, now.experiment);
  return html`${
      told.length > 0 &&
      html`<ul class="compare-what">
        ${told.slice(0, MOST).map((one) => html`<li key=${`${one.field}${one.layer}${one.setting}`}>${changed(one)}</li>`)}
        ${told.length > MOST && html`<li>${t("branch.more", { count: told.length - MOST })}</li>`}
      </ul>`
    }
    ${now.from?.line === then.id && !isRightRun(now) && html`<p class="caption">${t("compare.from", { iteration: now.from.iteration })}</p>`}
    <${Scores} now=${now} then=${then} />
    <${Curves} now=${now} then=${then} />
    <${ComparePictures} />
    <button class="button" onClick=${() => goTo(then)}>${t("compare.go")}</button>`;
}
