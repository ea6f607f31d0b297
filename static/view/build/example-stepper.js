/** Which example is on show: the one before or after, by button or arrow key; one more, one fewer. */
import { exampleAdded, exampleRemoved } from "../../core/data/examples.js";
import { html } from "../../vendor/preact.js";
import { picked, pickExample, pickNext } from "../control/pick-example.js";
import { Icon } from "../ui/icon.js";
import { experiment, pinned, training } from "../control/state.js";
import { t } from "../ui/words.js";
import { edit } from "./apply-edit.js";

const PATH = ["examples"];
/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** @param {{row: number, batch: number, all: number}} props  row: the example among all */
export function Shown({ row, batch, all }) {
  const place = t("build.of", { number: row + 1, count: all });
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (!KEYS[event.key] || all === 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    turn(KEYS[event.key]);
  };
  return html`<div class="row">
      <span>${t("build.example")}</span>
      <span class="stepper" role="group" aria-label=${t("build.example")} onKeyDown=${press}>
        ${all > 1 && button(t("build.previous"), "back", () => turn(-1))}
        <output>${place}</output>
        ${all > 1 && button(t("build.next"), "step", () => turn(1))}
      </span>
    </div>
    ${all > batch && html`<p class="caption">${t("build.of-all", { count: batch, all })}</p>`}
    ${
      all > batch &&
      pinned.value !== null &&
      pinned.value !== row &&
      !training.value &&
      html`<p class="caption">
        ${`${t("build.away", { number: pinned.value + 1 })} `}
        <button class="link" onClick=${() => pickExample(/** @type {number} */ (pinned.value))}>
          ${t("build.away.go")}
        </button>
      </p>`
    }`;
}

/** One more, one fewer. @param {{row: number, all: number}} props */
export function Change({ row, all }) {
  const add = async () => {
    if (await edit((now) => exampleAdded(now, row), PATH)) await pickExample(all);
  };
  const remove = () => all > 1 && edit((now) => exampleRemoved(now, row), PATH);
  return html`<span class="stepper change">
    ${button(t("build.add-example"), "plus", add)}
    ${button(t("build.remove-example"), "minus", remove, all > 1)}
  </span>`;
}

/** @param {string} words @param {string} icon @param {() => unknown} act @param {boolean} [can] */
const button = (words, icon, act, can = true) =>
  html`<button aria-label=${words} title=${words} aria-disabled=${!can} onClick=${act}>
    <${Icon} name=${icon} />
  </button>`;

/** @param {number} by */
function turn(by) {
  pickNext(() => {
    const all = experiment.value?.inputs.length ?? 1;
    return (picked() + by + all) % all;
  });
}
