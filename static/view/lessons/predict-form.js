/** The form that asks for a coming value: sign, size beside what it is made of, or the number. */
import { cellSymbol } from "../../core/explain/symbol.js";
import { html, useState } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { Tex } from "../ui/tex.js";
import { besides, keepPrediction, reveal, said } from "./predictions.js";

/** @import { Prediction } from "../../core/lessons/prediction.js"
 * @import { Cell, Trace } from "../../core/data/trace.js" */

/** @param {{cell: Cell, trace: Trace}} props */
export function PredictForm({ cell, trace: now }) {
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
