/** The step in one plain sentence, under the network and to a screen reader. */
import { sentence } from "../../core/sentence.js";
import { html } from "../../vendor/preact.js";
import { index, playing, trace } from "../state.js";
import { first, t } from "../words.js";

export function Caption() {
  const current = trace.value;
  if (!current) return null;
  const step = current.steps[index.value];
  const said = step ? sentence(current, step) : null;
  return html`<p class="caption" aria-live=${playing.value ? "off" : "polite"}>
    ${said ? first(said.keys, said.values) : t("stage.start")}
  </p>`;
}
