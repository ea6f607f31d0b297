/** By what time goes, and how fast. */
import { RATES } from "../../core/data/stream-rate.js";
import { html } from "../../vendor/preact.js";
import { grains, setGrain } from "../control/granularity.js";
import { coarseTime, grain, rate, speed } from "../control/state.js";
import { t } from "../ui/words.js";

export function GrainField() {
  return html`<label class="field"
    >${t("timeline.by")}
    <select
      class="select"
      name="grain"
      value=${grain.value}
      onChange=${(/** @type {any} */ e) => setGrain(e.currentTarget.value)}
    >
      ${grains.map((g) => html`<option value=${g} selected=${g === grain.value}>${t(`grain.${g}`)}</option>`)}
    </select>
  </label>`;
}

/** The slider is even in factors of two within an iteration; over whole ones it goes up to as many as
 * the engine can. */
export function Pace() {
  const shown = coarseTime.value ? rateText() : `${speed.value}×`;
  const bounds = coarseTime.value
    ? { min: 0, max: RATES.length - 1, value: RATES.indexOf(rate.value) }
    : { min: -2, max: 3, value: Math.log2(speed.value) };
  const set = (/** @type {any} */ { currentTarget }) => {
    const value = Number(currentTarget.value);
    if (coarseTime.value) rate.value = RATES[value];
    else speed.value = 2 ** value;
  };
  return html`<label class=${`field speed${coarseTime.value ? " rate" : ""}`}
    ><span class=${coarseTime.value ? "visually-hidden" : ""}>${t("timeline.speed")}</span>
    <input
      type="range"
      key=${coarseTime.value}
      step="1"
      ...${bounds}
      aria-valuetext=${shown}
      onInput=${set}
    />
    <output>${shown}</output>
  </label>`;
}

const rateText = () =>
  rate.value === Infinity ? t("rate.most") : t(`rate.${grain.value}`, { rate: rate.value });
