/** The way in, at the end of the build panel: break something, or find what is broken. */
import { html } from "../../vendor/preact.js";
import { gate } from "../control/state.js";
import { offersGrading, openGrading } from "../grading/open-grading.js";
import { t } from "../ui/words.js";
import { openBugs } from "./chooser.js";
import { bugsOn } from "./right-run.js";

export function BugEntry() {
  if (gate.value) return null;
  return html`<section class="section" aria-labelledby="build-bugs">
    <h2 class="eyebrow" id="build-bugs">${t("break.one")}</h2>
    <button class="button" onClick=${openBugs}>
      ${t(bugsOn.value.length ? "break.another" : "break.break")}
    </button>
    ${
      offersGrading() &&
      html`<button class="link" onClick=${() => openGrading()}>${t("check.title")}</button>`
    }
  </section>`;
}
