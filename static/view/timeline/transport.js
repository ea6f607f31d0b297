/** Play, pause, step, the grain of a step and the speed. */
import { html } from "../../vendor/preact.js";
import { play, seek, stepBy } from "../actions.js";
import { Icon, Menu } from "../menu.js";
import { goal, grain, playing, speed, trace } from "../state.js";
import { projector, toggleProjector } from "../theme.js";
import { t } from "../words.js";

/** @import { Grain } from "../../core/frame.js" */

/** @type {Grain[]} */
const grains = ["operation", "layer", "phase"];

export function Transport() {
  return html`<div class="transport">
    <div class="transport-buttons" role="group" aria-label=${t("timeline.move")}>
      <${Move} icon="first" name="timeline.start" phone=${false} act=${() => seek(0)} />
      <${Move}
        icon="back"
        name="timeline.back"
        word="timeline.back.short"
        act=${() => stepBy(-1)}
      />
      <${Reverse} />
      <${PlayButton} />
      <${Move} icon="step" name="timeline.step" word="timeline.step.short" act=${() => stepBy(1)} />
      <${Move} icon="last" name="timeline.end" phone=${false} act=${toEnd} />
    </div>
    <div class="transport-pace not-phone"><${GrainField} /><${SpeedField} /></div>
    <div class="only-phone transport-more">
      <${Menu} label=${t("timeline.more")} icon="menu" end>
        <div class="transport-sheet"><${GrainField} /><${SpeedField} /></div>
      <//>
    </div>
    ${
      projector.value &&
      html`<button
        class="button icon-only"
        aria-label=${t("projector.leave")}
        title=${t("projector.leave")}
        onClick=${toggleProjector}
      >
        <${Icon} name="exit" />
      </button>`
    }
  </div>`;
}

const toEnd = () => seek(trace.value?.steps.length ?? 0);

/** Whether a direction plays on by itself, and not just to the next stop. @param {1 | -1} direction */
const plays = (direction) => playing.value === direction && goal.value === null;

/** @param {{icon: string, name: string, word?: string, phone?: boolean, act: () => void}} props */
function Move({ icon, name, word = "", phone = true, act }) {
  const shape = word ? "" : "icon-only";
  return html`<button
    class="button ${shape} ${phone ? "" : "not-phone"}"
    aria-label=${t(word || name)}
    title=${t(name)}
    onClick=${act}
  >
    ${icon === "step" ? "" : html`<${Icon} name=${icon} />`}
    ${word && html`<span class="word">${t(word)}</span>`}
    ${icon === "step" ? html`<${Icon} name=${icon} />` : ""}
  </button>`;
}

function Reverse() {
  const on = plays(-1);
  const name = on ? t("timeline.pause") : t("timeline.backwards");
  return html`<button
    class="button icon-only"
    aria-label=${name}
    title=${name}
    onClick=${() => play(-1)}
  >
    <${Icon} name=${on ? "pause" : "reverse"} />
  </button>`;
}

function PlayButton() {
  const on = plays(1);
  return html`<button class="button primary play" onClick=${() => play(1)}>
    <${Icon} name=${on ? "pause" : "play"} />${on ? t("timeline.pause") : t("timeline.play")}
  </button>`;
}

function GrainField() {
  return html`<label class="field"
    >${t("timeline.by")}
    <select
      class="select"
      value=${grain.value}
      onChange=${(/** @type {any} */ e) => (grain.value = e.currentTarget.value)}
    >
      ${grains.map((g) => html`<option value=${g} selected=${g === grain.value}>${t(`grain.${g}`)}</option>`)}
    </select>
  </label>`;
}

/** The slider is even in factors of two. */
function SpeedField() {
  const shown = `${speed.value}×`;
  return html`<label class="field speed"
    >${t("timeline.speed")}
    <input
      type="range"
      min="-2"
      max="3"
      step="1"
      value=${Math.log2(speed.value)}
      aria-valuetext=${shown}
      onInput=${(/** @type {any} */ e) => (speed.value = 2 ** Number(e.currentTarget.value))}
    />
    <output>${shown}</output>
  </label>`;
}
