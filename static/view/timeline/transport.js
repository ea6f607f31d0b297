/** Play, pause, step; where time goes by whole iterations, playing is training. */
import { html } from "../../vendor/preact.js";
import { play, stepBy, toEnd, toStart } from "../control/actions.js";
import { shows } from "../ui/hidden-parts.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { coarseTime, goal, playing, training } from "../control/state.js";
import { projector, toggleProjector } from "../ui/theme.js";
import { t } from "../ui/words.js";
import { GrainField, Pace } from "./pace-field.js";
import { LogSwitch, UntilFields } from "./until.js";

export function Transport() {
  return html`<div class="transport">
    <div class="transport-buttons" role="group" aria-label=${t("timeline.move")}>
      <${Move} icon="first" name="timeline.start" phone=${false} act=${toStart} />
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
    ${shows("speed") && html`<${HowFast} />`}
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

/** By what time goes, and how fast. */
function HowFast() {
  return html`<div class="transport-pace not-phone"><${GrainField} /><${Pace} /></div>
    <div class="only-phone transport-more">
      <${Menu} label=${t("timeline.more")} icon="menu" end>
        <div class="transport-sheet">
          <${GrainField} /><${Pace} />${coarseTime.value && html`<${UntilFields} /><${LogSwitch} />`}
        </div>
      <//>
    </div>`;
}

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
  const on = coarseTime.value ? training.value : plays(1);
  const off = coarseTime.value ? t("train.start") : t("timeline.play");
  return html`<button class="button primary play" onClick=${() => play(1)}>
    <${Icon} name=${on ? "pause" : "play"} />${on ? t("timeline.pause") : off}
  </button>`;
}
