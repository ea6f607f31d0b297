/** The step, or the chosen thing: a question, the equation with its numbers, and what it means. */
import { focusOf } from "../../core/explain/focus.js";
import { html } from "../../vendor/preact.js";
import { CellBeside } from "../bugs/cell-beside.js";
import { choose } from "../control/actions.js";
import { gate, hunting, index, selected, shown, trace } from "../control/state.js";
import { Multiply } from "../explain/multiply.js";
import { Questions } from "../explain/questions.js";
import { Predict } from "../lessons/predict.js";
import { t } from "../ui/words.js";
import { Chain } from "./chain-rule.js";
import { Curve } from "./activation-curve.js";
import { Descent } from "./descent.js";
import { Formula } from "./equation.js";
import { Others } from "./others.js";
import { Result } from "./result.js";
import { ask, why } from "./texts.js";
import { Together } from "./together.js";

export function StepTab() {
  const current = trace.value;
  if (!current) return null;
  const focus = focusOf(current, index.value, selected.value, shown.value);
  if (!focus) return html`<${Start} />`;
  const { cell, writer, others } = focus;
  const step = current.steps[writer];
  const chain = html`<${Chain} cell=${cell} />`;
  const first = step?.phase === "backward";
  const covered = hunting.value && html`<p class="note">${t("spot.covered")}</p>`;
  const seen = !gate.value; // these ask the server, which knows what is not to be seen yet
  return html`<div class="explained" data-phase=${step?.phase}>
    <${Eyebrow} writer=${writer} />
    <h2>${ask(current, cell)}</h2>
    ${!covered && first && chain}
    ${!covered && step && html`<${Formula} cell=${cell} step=${step} />`} ${covered}<${Result}
      cell=${cell}
    />
    <${CellBeside} cell=${cell} /><${Predict} cell=${cell} />
    ${seen && html`<${Questions} />`} ${seen && !covered && html`<${Multiply} cell=${cell} />`}
    <p>${why(current, cell, shown.value)}</p>
    ${seen && html`<${Together} cell=${cell} />`} ${!covered && !first && chain}
    <${Curve} cell=${cell} />
    ${seen && html`<${Descent} cell=${cell} />`}
    <${Others} cells=${others} />
  </div>`;
}

/** @param {{writer: number}} props */
function Eyebrow({ writer }) {
  const current = trace.value;
  const step = current?.steps[writer];
  const words = step
    ? t("inspector.eyebrow", {
        phase: t(`phase.${step.phase}`),
        step: writer + 1,
        steps: current.steps.length,
      })
    : t("inspector.given");
  return html`<div class="explained-head">
    <p class="eyebrow">${words}</p>
    ${
      selected.value &&
      html`<button type="button" class="link" onClick=${() => choose(null)}>
        ${t("inspector.letGo")}
      </button>`
    }
  </div>`;
}

/** Before the first step. */
function Start() {
  return html`<div class="explained">
    <p class="eyebrow">${t("inspector.given")}</p>
    <h2>${t("inspector.start")}</h2>
    <p>${t("inspector.startGiven")}</p>
    <p>${t("inspector.startPress")}</p>
    <${Predict} cell=${null} />
    <${Questions} />
  </div>`;
}
