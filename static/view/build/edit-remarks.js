/** What else a change has changed, for as long as that experiment is on show. */
import { html, signal } from "../../vendor/preact.js";
import { experiment } from "../control/state.js";
import { t } from "../ui/words.js";
import { kindName } from "./kind-names.js";

/** @import { Remark } from "../../core/data/examples.js" */

/** @type {import("../../vendor/preact.js").Signal<{list: Remark[], of: any}>} */
const said = signal({ list: [], of: null });

/** Say it of the experiment on show. @param {...Remark} list */
export function remark(...list) {
  said.value = { list, of: experiment.value };
}

export function Remarks() {
  const { list, of } = said.value;
  const now = of === experiment.value ? list : [];
  return html`<div aria-live="polite" class="remarks">
    ${now.map(({ key, values }) => html`<p class="note">${t(key, { ...values, kind: kindName(String(values.kind ?? "")) })}</p>`)}
  </div>`;
}
