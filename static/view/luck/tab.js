/** The tab with the luck of the seed, and the way to it. */
import { html } from "../../vendor/preact.js";
import { inLesson } from "../control/state.js";
import { showTab } from "../ui/tabs.js";
import { t } from "../ui/words.js";
import { Luck } from "./luck.js";

export const LuckTab = () =>
  html`<div class="section">
    <h2 class="eyebrow">${t("luck.title")}</h2>
    <${Luck} />
  </div>`;

/** A quiet way there; a lesson leads there itself. */
export const LuckEntry = () =>
  !inLesson.value &&
  html`<p class="section">
    <button type="button" class="link" onClick=${() => showTab("luck")}>${t("luck.entry")}</button>
  </p>`;
