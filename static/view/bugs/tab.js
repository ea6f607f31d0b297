/** The mistake that is on: what it is, right and wrong side by side, and what became of the loss. */
import { html } from "../../vendor/preact.js";
import { hunt, hunting } from "../control/state.js";
import { t } from "../ui/words.js";
import { openBugs } from "./chooser.js";
import { Losses } from "./losses.js";
import { PrintedNumbers } from "./printed.js";
import { Proofs } from "./proofs.js";
import { rightAgain } from "./own-number.js";
import { bugsOn, ownNumber } from "./right-run.js";
import { SideBySide } from "./side-by-side-table.js";
import { HuntEnded, SpotForm } from "./spot-form.js";
import { goToBug, switchBugs } from "./switch-bugs.js";

export function BugTab() {
  const ids = bugsOn.value;
  if (ownNumber.value)
    return html`<div class="section bug-tab">
      <p class="eyebrow">${t("replaced.with")}</p>
      <p>${t("replaced.what")}</p>
      <${SideBySide} />
      <div class="tools">
        <button class="button" onClick=${rightAgain}>${t("lesson.play.back")}</button>
      </div>
    </div>`;
  if (!ids.length) return html`<p class="caption">${t("break.none.on")}</p>`;
  if (hunting.value)
    return html`<div class="section bug-tab">
      <p class="eyebrow">${t("break.with")}</p>
      <${SpotForm} /><${Losses} />
    </div>`;
  return html`<div class="section bug-tab">
    <p class="eyebrow">${t("break.with")}</p>
    ${hunt.value && html`<${HuntEnded} />`}
    ${ids.map((id) => html`<${About} key=${id} id=${id} />`)}
    <${PrintedNumbers} /><${Losses} /><${SideBySide} /><${Proofs} />
    <div class="tools">
      <button class="button" onClick=${openBugs}>${t("break.another")}</button>
      <button class="button" onClick=${() => switchBugs([])}>${t("break.off")}</button>
    </div>
  </div>`;
}

/** @param {{id: string}} props */
const About = ({ id }) =>
  html`<h2>${t(`bug.${id}.name`)}</h2>
    <p>${t(`bug.${id}.text`)}</p>
    <p class="bug-where">
      ${t(`bug.${id}.where`)}${" "}
      <button type="button" class="link" onClick=${() => goToBug(id)}>${t("break.go")}</button>
    </p>`;
