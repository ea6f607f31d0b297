/** The luck of the seed: the experiment on show from a hundred seeds at once. */
import { withValue } from "../../core/data/form.js";
import { short } from "../../core/data/number.js";
import { rankedRuns } from "../../core/picture/spread.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { edit } from "../build/apply-edit.js";
import { Switch } from "../build/switch.js";
import { experiment } from "../control/state.js";
import { t } from "../ui/words.js";
import { SpreadChart, summaryOfSpread } from "./spread-chart.js";
import { pickedRun, spreadRuns, startSpread, stopSpread } from "./spread-run.js";

/** @import { Experiment } from "../../core/data/trace.js" */

const LENGTHS = [300, 1000, 3000];

/** Open what a run is, from its beginning. @param {number} run */
const openSeed = (run) => {
  const seed = spreadRuns.value?.seeds[run] ?? 0;
  return edit((now) => withValue(now, ["seed"], seed), ["seed"], { restart: true });
};

/** @param {{iterations?: number}} props */
export function Luck({ iterations = LENGTHS[1] }) {
  const [length, setLength] = useState(iterations);
  const [log, setLog] = useState(true);
  useEffect(() => stopSpread, []);
  const [of, now] = [experiment.value, spreadRuns.value];
  if (!of) return null;
  const own = now && isSame(now.of, of);
  return html`<section class="luck">
    <p>${t("luck.what")}</p>
    <div class="lesson-row">
      <button
        type="button"
        class=${now?.running ? "button" : "button primary"}
        onClick=${() => (now?.running ? stopSpread() : startSpread(of, length))}
      >
        ${t(now?.running ? "luck.stop" : "luck.start")}
      </button>
      <label class="field">
        ${t("luck.iterations")}
        <select
          class="select"
          value=${length}
          onChange=${(/** @type {any} */ e) => setLength(Number(e.currentTarget.value))}
        >
          ${LENGTHS.map((n) => html`<option key=${n} value=${n} selected=${n === length}>${n}</option>`)}
        </select>
      </label>
    </div>
    ${now && !own && html`<p class="note">${t("luck.other")}</p>`}
    ${
      now?.problem &&
      html`<p class="note" role="alert">${now.given ? t("luck.given") : now.problem}</p>`
    }
    ${
      now?.given &&
      html`<button
        type="button"
        class="button"
        onClick=${() => startSpread(of, length, { drawn: true })}
      >
        ${t("luck.draw")}
      </button>`
    }
    ${now && now.frames.length > 0 && html`<${Curves} log=${log} setLog=${setLog} />`}
  </section>`;
}

/** @param {{log: boolean, setLog: (log: boolean) => void}} props */
function Curves({ log, setLog }) {
  return html`<${SpreadChart} log=${log} open=${openSeed} />
    <ul class="luck-key">
      <li data-of="median">${t("luck.median")}</li>
      <li data-of="quartiles">${t("luck.quartiles")}</li>
      <li data-of="range">${t("luck.range")}</li>
    </ul>
    <p class="luck-summary" role="status">${!spreadRuns.value?.running && summaryOfSpread()}</p>
    <${Lost} />
    <${Picker} />
    <${Switch} label=${t("luck.log")} on=${log} onSwitch=${setLog} />`;
}

/** How many have left the finite numbers. */
function Lost() {
  const lost = spreadRuns.value?.frames.at(-1)?.losses.filter((loss) => loss === null).length ?? 0;
  return lost > 0 && html`<p class="note">${t("luck.lost", { count: lost })}</p>`;
}

/** The runs from best to worst, and the way into one. */
function Picker() {
  const now = spreadRuns.value;
  if (!now) return null;
  const ranks = rankedRuns(now.frames);
  const run = pickedRun.value ?? ranks[0];
  const place = ranks.indexOf(run);
  const loss = now.frames.at(-1)?.losses[run] ?? null;
  const words = t("luck.run", {
    seed: now.seeds[run],
    place: place + 1,
    count: ranks.length,
    loss: loss === null ? t("luck.lost.short") : short(loss),
  });
  return html`<div class="luck-pick">
    <label class="field">
      ${t("luck.pick")}
      <input
        type="range"
        min="0"
        max=${ranks.length - 1}
        value=${place}
        aria-valuetext=${words}
        onKeyDown=${(/** @type {Event} */ e) => e.stopPropagation()}
        onInput=${(/** @type {any} */ e) => (pickedRun.value = ranks[Number(e.currentTarget.value)])}
      />
    </label>
    <p>${words}</p>
    <button type="button" class="button" onClick=${() => openSeed(run)}>
      ${t("luck.open", { seed: now.seeds[run] })}
    </button>
  </div>`;
}

/** Whether two experiments differ in their seed at most, and in weights that are drawn from it.
 * @param {Experiment} one @param {Experiment} other */
function isSame(one, other) {
  const bare = (/** @type {Experiment} */ of) => JSON.stringify({ ...of, seed: 0, parameters: {} });
  return one === other || bare(one) === bare(other);
}
