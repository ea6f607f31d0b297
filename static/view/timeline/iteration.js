/** Which iteration this is, its loss once it is known, and the way to the next. */
import { firstOf } from "../../core/data/run.js";
import { cellText } from "../../core/explain/symbol.js";
import { exact, short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { visitIteration, visitNext } from "../control/actions.js";
import { NumberInput } from "../build/number.js";
import { Refusal } from "../build/refusal.js";
import { startTraining } from "../control/granularity.js";
import { Icon } from "../ui/icon.js";
import { coarseTime, index, known, landed, line, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { DivergedNote } from "./diverged.js";
import { LogSwitch, UntilMenu } from "./until.js";

/** @import { Path } from "../build/apply-edit.js"
 * @import { Trace } from "../../core/data/trace.js" */

const PATH = ["iteration"];

export function Iteration() {
  const current = trace.value;
  if (!current) return null;
  const { iteration, diverged } = current.document;
  // Seen from within it is the first, second, … iteration; over whole ones, how many are done.
  const from = coarseTime.value ? 0 : 1;
  const begin = line.value ? firstOf(line.value) : 0;
  return html`<div
    class=${coarseTime.value ? "iteration coarse" : "iteration"}
    data-iteration=${iteration}
    style=${{ "--digits": String(iteration + from).length }}
  >
    <label class="eyebrow" for="iteration"
      >${t(coarseTime.value ? "iteration.done" : "iteration")}</label
    >
    <span class="stepper" role="group" aria-label=${t("iteration.choose")}>
      <${Turn} icon="minus" name="iteration.previous" by=${-1} off=${iteration <= begin} />
      <${NumberInput}
        id="iteration"
        path=${PATH}
        value=${iteration + from}
        whole
        least=${begin + from}
        put=${(/** @type {Path} */ _, /** @type {number} */ number) => visitIteration(number - from)}
      />
      <${Turn} icon="plus" name="iteration.next" by=${1} off=${!!diverged} />
    </span>
    <${Refusal} path=${PATH} id="iteration" />
    <${Loss} trace=${current} />
    ${coarseTime.value && html`<span class="iteration-more not-phone"><${UntilMenu} /><${LogSwitch} /></span>`}
    ${diverged ? html`<${DivergedNote} trace=${current} />` : html`<${Next} to=${iteration + 1} />`}
    ${!coarseTime.value && !diverged && html`<${TrainButton} />`}
  </div>`;
}

/** @param {{icon: string, name: string, by: 1 | -1, off: boolean}} props */
function Turn({ icon, name, by, off }) {
  return html`<button
    aria-label=${t(name)}
    title=${t(name)}
    disabled=${off}
    onClick=${() => visitNext(by)}
  >
    <${Icon} name=${icon} />
  </button>`;
}

/** @param {{trace: Trace}} props */
function Loss({ trace }) {
  const loss = [...trace.tensors.values()].find((tensor) => tensor.kind === "loss");
  if (!loss || !known(loss.name)) return null;
  const value = trace.value(loss.name, []);
  const part = trace.batch < trace.document.experiment.inputs.length;
  return html`<span class="iteration-loss not-phone" data-phase="loss">
    ${part && `${t("iteration.batch")} `}
    ${`${cellText(trace, { tensor: loss.name, cell: [] })} = `}
    <data value=${value} title=${exact(value)}>${short(value)}</data>
  </span>`;
}

/** Where playing goes through the steps of one iteration, training is a button of its own. */
function TrainButton() {
  return html`<button class="button train" title=${t("train.start.title")} onClick=${startTraining}>
    ${t("train.start")}
  </button>`;
}

/** Offered once the last step is done. @param {{to: number}} props */
function Next({ to }) {
  const over =
    !coarseTime.value && landed.value && index.value === (trace.value?.steps.length ?? 0) - 1;
  if (!over) return null;
  return html`<button class="link" onClick=${() => visitIteration(to)}>
    ${t("iteration.go")} <${Icon} name="step" />
  </button>`;
}
