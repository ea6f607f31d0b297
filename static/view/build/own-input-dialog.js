/** The dialog for an input of one's own. */
import { withValue } from "../../core/data/form.js";
import { short } from "../../core/data/number.js";
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { domain } from "../control/network-state.js";
import { className } from "../output/class-names.js";
import { dataNames } from "../control/state.js";
import { t } from "../ui/words.js";
import { Ink } from "./ink-image.js";
import { NumberInput } from "./number.js";
import { Pad } from "./pad.js";
import { Refusal } from "./refusal.js";
import {
  ownAnswer,
  classes,
  followThrough,
  input,
  ownInputOpen,
  OWN_INPUT_PATH,
  strokes,
  target,
  typed,
} from "./own-input.js";

export function TrialDialog() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (ownInputOpen.value) ref.current?.showModal();
    else ref.current?.close();
  }, [ownInputOpen.value]);
  return html`<dialog
    class="trial"
    ref=${ref}
    aria-labelledby="trial-title"
    onClose=${() => (ownInputOpen.value = false)}
  >
    ${ownInputOpen.value && html`<${Content} />`}
  </dialog>`;
}

function Content() {
  const image = domain.value?.kind === "image" ? domain.value.shape : null;
  return html`<h2 id="trial-title">${t(image ? "try.draw" : "try.type")}</h2>
    <div class="trial-parts">
      <div>${image ? html`<${Pad} strokes=${strokes} />` : html`<${Typed} />`}</div>
      <div class="trial-answer">
        ${image && html`<p class="caption">${t("try.seen")}</p>`}
        ${image && html`<${Ink} values=${input.value} shape=${image} side=${96} label=${t("try.seen")} />`}
        <${Answer} /><${Target} />
      </div>
    </div>
    <p class="caption" id="try-how">${t(image ? "try.how" : "try.how.type")}</p>
    <${Refusal} path=${OWN_INPUT_PATH} id="trial" />
    <form method="dialog" class="tools end">
      ${
        image &&
        html`<button type="button" class="button" onClick=${() => (strokes.value = [])}>
          ${t("try.clear")}
        </button>`
      }
      <button class="button">${t("close")}</button>
      <button type="button" class="button primary" onClick=${followThrough}>${t("try.go")}</button>
    </form>`;
}

/** A field for each number. */
function Typed() {
  const names = dataNames.value?.inputs ?? [];
  return html`<div class="numbers listed trial-numbers">
    ${typed.value.map((value, k) => {
      const label = names[k] ?? `${t("build.one-input")} ${k + 1}`;
      const put = (/** @type {any} */ _, /** @type {number} */ x) =>
        (typed.value = withValue(typed.value, [k], x));
      return html`<label key=${`l${k}`} for=${`trial-${k}`} title=${label}>${label}</label>
        <${NumberInput}
          key=${k}
          id=${`trial-${k}`}
          path=${[...OWN_INPUT_PATH, k]}
          value=${value}
          put=${put}
        />`;
    })}
  </div>`;
}

/** What the network says to it now. */
function Answer() {
  const { answer: values = null, problem = "" } = ownAnswer.value ?? {};
  if (!values) return html`<p class="trial-said" role="status">${problem}</p>`;
  return html`<p class="trial-said" role="status">
    ${t("try.says")} <strong>${said(values)}</strong>
  </p>`;
}

/** @param {number[]} values */
function said(values) {
  if (!classes.value.length) return values.map(short).join(", ");
  if (values.length === 1) {
    const [[low], [high]] = classes.value;
    return `${className(+(values[0] > (low + high) / 2))} (${short(values[0])})`;
  }
  const best = values.indexOf(Math.max(...values));
  return `${className(best)} (${short(values[best])})`;
}

/** What it should be: a class, or numbers. */
function Target() {
  const names = dataNames.value?.targets ?? [];
  if (classes.value.length) {
    const choose = (/** @type {any} */ event) =>
      (target.value = classes.value[Number(event.currentTarget.value)]);
    const now = classes.value.findIndex((one) => `${one}` === `${target.value}`);
    return html`<label class="row"
      >${t("try.target")}
      <select class="select" name="trial-target" onChange=${choose}>
        ${classes.value.map((_, k) => html`<option value=${k} selected=${k === now}>${className(k)}</option>`)}
      </select>
    </label>`;
  }
  return target.value.map((_, k) => {
    const put = (/** @type {any} */ __, /** @type {number} */ y) =>
      (target.value = withValue(target.value, [k], y));
    const label = `${t("try.target")} ${target.value.length > 1 ? (names[k] ?? k + 1) : ""}`;
    return html`<div class="row" key=${k}>
      <label for=${`trial-target-${k}`}>${label}</label>
      <${NumberInput}
        id=${`trial-target-${k}`}
        path=${[...OWN_INPUT_PATH, "target", k]}
        value=${target.value[k]}
        put=${put}
      />
    </div>`;
  });
}
