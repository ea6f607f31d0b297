/** Predict: any coming value can be asked before it is shown, and the answer stands beside it. */
import { focusOf } from "../../core/explain/focus.js";
import { judged } from "../../core/lessons/prediction.js";
import { short } from "../../core/data/number.js";
import { cellSymbol, cellText } from "../../core/explain/symbol.js";
import { withExample } from "../../core/data/trace.js";
import { html, signal, useState } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import {
  gate,
  goal,
  index,
  known,
  playing,
  shown,
  still,
  time,
  trace,
  whole,
} from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { keepGiven, lesson } from "./course.js";

/** @import { Prediction } from "../../core/lessons/prediction.js"
 * @import { Cell, Trace } from "../../core/data/trace.js" */

/** What is being asked. @type {import("../../vendor/preact.js").Signal<Cell | null>} */
export const predicting = signal(null);
/** What was said last. @type {import("../../vendor/preact.js").Signal<Prediction | null>} */
const said = signal(null);

/** In a lesson the lesson asks. @param {{cell: Cell | null}} props  cell: what is looked at */
export function Predict({ cell }) {
  const current = trace.value;
  if (!current || lesson.value) return null;
  if (predicting.value) return html`<${Form} cell=${predicting.value} trace=${current} />`;
  const coming = !cell || known(cell.tensor) ? nextOf(current) : cell;
  return html`${cell && html`<${Compared} cell=${cell} trace=${current} />`}
  ${
    coming &&
    html`<button class="button predict" onClick=${() => ask(coming)}>
      ${t("predict.ask")} <${Tex} flat tex=${cellSymbol(current, coming)} />
    </button>`
  }`;
}

/** The first cell of the next step. @param {Trace} current @returns {Cell | null} */
function nextOf(current) {
  const step = current.steps[index.value + 1];
  return step ? (focusOf(current, index.value + 1, null, shown.value)?.cell ?? null) : null;
}

/** @param {Cell} cell */
function ask(cell) {
  gate.value = { before: cell.tensor };
  predicting.value = cell;
  said.value = null;
}

/** @param {{cell: Cell, trace: Trace}} props */
function Form({ cell, trace: now }) {
  const [sign, setSign] = useState("");
  const [size, setSize] = useState("");
  const [number, setNumber] = useState("");
  const beside = besides(now, cell);
  const ready = !!(sign || size || number.trim());
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!ready) return;
    said.value = /** @type {Prediction} */ ({
      ...cell,
      iteration: now.document.iteration,
      sign,
      size,
      number: number.trim(),
    });
    keepPrediction(cell, said.value);
    reveal(cell);
  };
  return html`<form class="predict-form" onSubmit=${submit}>
    <p class="ask">${t("predict.what")} <${Tex} flat tex=${cellSymbol(now, cell)} />?</p>
    <${Choice} label=${t("predict.sign")} names=${["+", "-", "0"]} value=${sign} set=${setSign} />
    ${
      beside &&
      html`<${Choice}
        label=${html`${t("predict.size")} <${Tex} flat tex=${cellSymbol(now, beside)} />`}
        names=${["larger", "smaller"]}
        value=${size}
        set=${setSize}
      />`
    }
    <label class="lesson-row"
      >${t("predict.number")}<input
        type="text"
        class="input"
        inputmode="decimal"
        autocomplete="off"
        value=${number}
        onInput=${(/** @type {any} */ e) => setNumber(e.currentTarget.value)}
    /></label>
    <div class="lesson-row">
      <button class="button primary" aria-disabled=${!ready}>${t("lesson.lock")}</button>
      <button type="button" class="button quiet" onClick=${() => reveal(cell)}>
        ${t("predict.show")}
      </button>
    </div>
  </form>`;
}

/** @param {{label: any, names: string[], value: string, set: (name: string) => void}} props */
function Choice({ label, names, value, set }) {
  return html`<div class="lesson-row" role="group">
    <span class="caption">${label}</span>
    <span class="segmented"
      >${names.map(
        (name) =>
          html`<button
            type="button"
            key=${name}
            aria-pressed=${value === name}
            onClick=${() => set(value === name ? "" : name)}
          >
            ${t(`predict.is.${name}`)}
          </button>`,
      )}</span
    >
  </div>`;
}

/** What a value is compared with: the first number that its step reads and that moves with it.
 * @param {Trace} now @param {Cell} cell @returns {Cell | null} */
function besides(now, cell) {
  const step = now.steps[now.writer.get(cell.tensor) ?? -1];
  const name = step && Object.values(step.reads).find((one) => same(now, one, cell.tensor));
  if (!name) return null;
  const [to, from] = [now.tensor(name), now.tensor(cell.tensor)];
  return {
    tensor: name,
    cell: withExample(to, from.batched ? cell.cell.slice(1) : cell.cell, shown.value),
  };
}

/** @param {Trace} now @param {string} one @param {string} other */
const same = (now, one, other) => `${now.tensor(one).shape}` === `${now.tensor(other).shape}`;

/** With the other answers, whatever was said of it. @param {Cell} cell @param {Prediction} own */
function keepPrediction(cell, own) {
  const now = whole.value;
  if (!now) return;
  const beside = besides(now, cell);
  const truth = now.value(cell.tensor, cell.cell);
  const verdict = judged(own, truth, beside && now.value(beside.tensor, beside.cell));
  const parts = [own.sign && t(`predict.is.${own.sign}`), own.size && t(`predict.is.${own.size}`)];
  keepGiven(`predict.${cellText(now, cell)}`, {
    answer: [...parts, own.number].filter(Boolean).join(", "),
    names: [],
    right: !Object.values(verdict).includes(false),
    sure: "",
    truth: short(truth),
  });
}

/** @param {Cell} cell */
function reveal(cell) {
  gate.value = null;
  predicting.value = null;
  choose(null);
  const step = whole.value?.writer.get(cell.tensor);
  if (step === undefined || time.value >= step + 1) return;
  if (still.matches) return void (time.value = step + 1);
  goal.value = step + 1;
  playing.value = 1;
}

/** What was said beside what came. @param {{cell: Cell, trace: Trace}} props */
function Compared({ cell, trace: now }) {
  const own = said.value;
  const here = own?.tensor === cell.tensor && own.iteration === now.document.iteration;
  if (!own || !here || !known(cell.tensor)) return null;
  const truth = now.value(own.tensor, own.cell);
  const beside = besides(now, own);
  const verdict = judged(own, truth, beside && now.value(beside.tensor, beside.cell));
  const words = [
    own.sign && [t(`predict.is.${own.sign}`), verdict.sign],
    own.size && [t(`predict.is.${own.size}`), verdict.size],
    own.number && [own.number, verdict.number],
  ];
  return html`<div
    class="reply"
    role="status"
    data-right=${!Object.values(verdict).includes(false)}
  >
    <p>${t("predict.said")}</p>
    <ul>
      ${words.map((one) => one && html`<li data-met=${one[1]}>${one[0]} ${one[1] ? "✓" : "✗"}</li>`)}
    </ul>
    <p>${t("predict.came", { value: short(truth) })}</p>
  </div>`;
}
