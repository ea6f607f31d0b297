/** The step in one plain sentence, under the network and to a screen reader. */
import { sentence } from "../../core/explain/sentence.js";
import { html } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { bare, labels } from "./layout-state.js";
import { coarseTime, index, playing } from "../control/state.js";
import { mapped } from "../server/surfaces.js";
import { first, t } from "../ui/words.js";

export function Caption() {
  const current = network.value;
  if (!current) return null;
  if (bare.value) return null;
  if (mapped.value && (coarseTime.value || index.value < 0))
    return html`<p class="caption">${t("maps.caption")}</p>`;
  const step = current.steps[index.value];
  const numbers = labels.value && (labels.value.at.size || labels.value.kernels.length);
  const start = numbers ? "stage.start" : "legend.lines";
  const said = step && !coarseTime.value ? sentence(current, step) : null;
  return html`<p class="caption" aria-live=${playing.value ? "off" : "polite"}>
    ${said ? first(said.keys, said.values) : t(coarseTime.value ? "stage.coarse" : start)}
  </p>`;
}
