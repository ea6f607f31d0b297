/** Where the experiment comes from: the way back once it is changed, and a warning of a wrong source. */
import { hasWrong } from "../../core/data/published.js";
import { html } from "../../vendor/preact.js";
import { runExperiment } from "../control/open.js";
import { origin } from "../control/source-example.js";
import { example, trace } from "../control/state.js";
import { showTab } from "../ui/tabs.js";
import { t } from "../ui/words.js";

export function Origin() {
  const from = origin.value;
  if (!from) return null;
  if (!example.value) {
    const back = () =>
      runExperiment(from.experiment, trace.value?.document.iteration ?? 0, { example: from });
    return html`<div class="section">
      <button class="button" onClick=${back}>${t("example.back")}</button>
    </div>`;
  }
  if (!hasWrong(from)) return null;
  return html`<p class="note section source-note">
    ${`${t("published.warning")} `}
    <button class="link" onClick=${() => showTab("source")}>${t("published.see")}</button>
  </p>`;
}
