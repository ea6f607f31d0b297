/** The step in one plain sentence, under the network and to a screen reader. */
import { sentence } from "../../core/sentence.js";
import { html } from "../../vendor/preact.js";
import { network } from "../network.js";
import { index, playing, training } from "../state.js";
import { mapped } from "../surfaces.js";
import { first, t } from "../words.js";

export function Caption() {
  const current = network.value;
  if (!current) return null;
  if (mapped.value && (training.value || index.value < 0))
    return html`<p class="caption">${t("maps.caption")}</p>`;
  const step = current.steps[index.value];
  const said = step ? sentence(current, step) : null;
  return html`<p class="caption" aria-live=${playing.value ? "off" : "polite"}>
    ${said ? first(said.keys, said.values) : t("stage.start")}
  </p>`;
}
