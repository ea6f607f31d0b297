/** Whether a click picks, adds or removes, and what is added. */
import { html } from "../../vendor/preact.js";
import { NumberInput } from "../build/number.js";
import { shows } from "../ui/hidden-parts.js";
import { domain, meaning } from "../control/network-state.js";
import { t } from "../ui/words.js";
import { addedExample, heightsNow, mode, MODES } from "./chart-actions.js";
import { className } from "./class-names.js";

export function Tools() {
  if (!shows("data")) return null;
  return html`<div class="point-tools">
      <div class="segmented" role="group" aria-label=${t("chart.tools")}>
        ${MODES.map(
          (name) =>
            html`<button
              key=${name}
              aria-pressed=${String(mode.value === name)}
              onClick=${() => (mode.value = name)}
            >
              ${t(`chart.${name}`)}
            </button>`,
        )}
      </div>
      ${mode.value === "add" && html`<${What} />`}
    </div>
    <p class="caption">${t(`chart.how.${mode.value}`)}</p>`;
}

function What() {
  const said = meaning.value;
  if (said?.kind === "classes") {
    const choose = (/** @type {any} */ event) =>
      (addedExample.value = { ...addedExample.value, class: Number(event.currentTarget.value) });
    const now = Math.min(addedExample.value.class, said.values.length - 1);
    return html`<select class="select" aria-label=${t("chart.class")} onChange=${choose}>
      ${said.values.map((_, k) => html`<option value=${k} selected=${k === now}>${className(k)}</option>`)}
    </select>`;
  }
  // On a line the click itself says the first height.
  const first = domain.value?.kind === "line" ? 1 : 0;
  return heightsNow().map((height, k) => {
    if (k < first) return null;
    const put = (/** @type {any} */ _, /** @type {number} */ value) => {
      addedExample.value = { ...addedExample.value, heights: heightsNow().with(k, value) };
    };
    return html`<${NumberInput}
      key=${k}
      id=${`chart-height-${k}`}
      path=${["chart", k]}
      value=${height}
      label=${`${t("build.one-target")} ${k + 1}`}
      put=${put}
    />`;
  });
}
