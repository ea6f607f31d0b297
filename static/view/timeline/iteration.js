/** Which iteration this is, its loss once it is known, and the way to the next. */
import { cellText } from "../../core/symbol.js";
import { exact, short } from "../../core/number.js";
import { html } from "../../vendor/preact.js";
import { Icon } from "../menu.js";
import { coarse, index, known, landed, trace } from "../state.js";
import { goToIteration } from "../travel.js";
import { t } from "../words.js";
import { DivergedNote } from "./diverged.js";
import { logarithmic } from "./losscurve.js";
import { UntilMenu } from "./until.js";

/** @import { Trace } from "../../core/trace.js" */

export function Iteration() {
  const current = trace.value;
  if (!current) return null;
  const { iteration, diverged } = current.document;
  return html`<div class="iteration">
    <span class="eyebrow">${t("iteration", { number: iteration + 1 })}</span>
    <span class="stepper" role="group" aria-label=${t("iteration.choose")}>
      <${Turn} icon="minus" name="iteration.previous" to=${iteration - 1} off=${iteration === 0} />
      <${Turn} icon="plus" name="iteration.next" to=${iteration + 1} off=${!!diverged} />
    </span>
    <${Loss} trace=${current} />
    ${coarse.value && html`<${Ending} />`}
    ${diverged ? html`<${DivergedNote} trace=${current} />` : html`<${Next} to=${iteration + 1} />`}
  </div>`;
}

/** @param {{icon: string, name: string, to: number, off: boolean}} props */
function Turn({ icon, name, to, off }) {
  return html`<button
    aria-label=${t(name)}
    title=${t(name)}
    disabled=${off}
    onClick=${() => goToIteration(to)}
  >
    <${Icon} name=${icon} />
  </button>`;
}

/** @param {{trace: Trace}} props */
function Loss({ trace }) {
  const loss = [...trace.tensors.values()].find((tensor) => tensor.kind === "loss");
  if (!loss || !known(loss.name)) return null;
  const value = trace.value(loss.name, []);
  return html`<span class="iteration-loss not-phone" data-phase="loss">
    ${`${cellText(trace, { tensor: loss.name, cell: [] })} = `}
    <data value=${value} title=${exact(value)}>${short(value)}</data>
  </span>`;
}

/** What belongs to many iterations: when training ends, and how the loss is drawn. */
function Ending() {
  return html`<span class="iteration-more">
    <${UntilMenu} />
    <label class="check"
      ><input
        type="checkbox"
        checked=${logarithmic.value}
        onChange=${(/** @type {any} */ e) => (logarithmic.value = e.currentTarget.checked)}
      />${t("train.log")}</label
    >
  </span>`;
}

/** Offered once the last step is done. @param {{to: number}} props */
function Next({ to }) {
  const over =
    !coarse.value && landed.value && index.value === (trace.value?.steps.length ?? 0) - 1;
  if (!over) return null;
  return html`<button class="link" onClick=${() => goToIteration(to)}>
    ${t("iteration.go")} <${Icon} name="step" />
  </button>`;
}
