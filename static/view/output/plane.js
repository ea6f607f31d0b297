/** The answer over two inputs as a surface, over one as a curve, with the data on it. */
import { html } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { Refusal } from "../build/refusal.js";
import { Switch } from "../build/switch.js";
import { domain, meaning, network } from "../control/network-state.js";
import { test } from "../control/state.js";
import { looked } from "../server/surfaces.js";
import { t } from "../ui/words.js";
import { CHART_PATH } from "./chart-actions.js";
import { Chart } from "./chart.js";
import { heights, paintCurve, paintSurface, problem } from "./ground.js";
import { Legend } from "./legend.js";
import { Readout } from "./readout.js";
import { showTest } from "./points.js";
import { Tools } from "./tools.js";

export function Plane() {
  const room = domain.value;
  const of = network.value;
  if (!room || !of) return null;
  const line = room.kind === "line";
  const { tensor, place } = looked.value;
  const ends = line ? [room.ends[0], heights.value] : room.ends;
  const number = place?.map((k) => k + 1).join(", ") ?? "";
  const layer = of.tensor(tensor).layer ?? "";
  const title = place ? t("output.of", { number, layer }) : t(titleOf(line));
  return html`<section class="section output wide">
    <div class="row">
      <h2 class="eyebrow">${title}</h2>
      ${place && html`<button class="link" onClick=${() => choose(null)}>${t("output.whole")}</button>`}
    </div>
    <${Chart}
      ends=${ends}
      label=${title}
      names=${["x₁", line ? (place ? "a" : "y") : "x₂"]}
      withData=${!(line && place)}
      above=${line}
      paint=${line ? paintCurve : paintSurface}
    />
    ${problem.value && html`<p class="note">${problem.value}</p>`}
    <${Readout} />
    <${Legend} />
    ${
      test.value &&
      html`<${Switch}
        label=${t("output.test")}
        on=${showTest.value}
        onSwitch=${(/** @type {boolean} */ on) => (showTest.value = on)}
      />`
    }
    ${!(line && place) && html`<${Tools} />`}
    <${Refusal} path=${CHART_PATH} id="chart" />
  </section>`;
}

/** @param {boolean} line */
function titleOf(line) {
  if (line) return "output.curve";
  return meaning.value?.kind === "classes" ? "output.decision" : "output.surface";
}
