/** What the network should have said, and how wrong it was: targets and the loss. */
import { long, short } from "../../core/data/number.js";
import { computed, html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { matrixFormula } from "../../core/explain/formula.js";
import { markAt } from "../bugs/marks.js";
import { choose } from "../control/actions.js";
import { network } from "../control/network-state.js";
import { kindName } from "../build/kind-names.js";
import {
  experiment,
  hovered,
  hunting,
  known,
  selected,
  step,
  trace,
  update,
} from "../control/state.js";
import { picture } from "./layout-state.js";
import { faces, Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { rove, stop } from "./roving.js";
import { Targets } from "./targets.js";

/** The same in every moment. */
const lossFormula = computed(() => {
  const of = network.value;
  return of ? matrixFormula(of, of.steps[/** @type {number} */ (of.writer.get("E"))]) : "";
});

export function Outcome() {
  return html`<${Targets} /> <${Meter} />`;
}

function Meter() {
  const at = picture.value;
  const current = trace.value;
  if (!at || !current) return null;
  const { x, y, w, h } = at.meter;
  const cell = { tensor: "E", cell: [] };
  const tex = lossFormula.value;
  const value = known("E") ? current.value("E", []) : null;
  const rule = current.steps[/** @type {number} */ (current.writer.get("E"))];
  const helped = improvement(value !== null);
  const part = current.batch < (experiment.value?.inputs.length ?? 0);
  const touched = step.value && (step.value.writes === "E" || step.value.phase === "loss");
  return html`<button
    ref=${stop("meter")}
    class=${`meter${touched ? " bright" : ""}`}
    style=${{ left: `${x}px`, top: `${y}px`, width: `${w}px`, minHeight: `${h}px` }}
    tabindex=${rove.value === "meter" ? 0 : -1}
    aria-pressed=${selected.value?.tensor === "E"}
    data-lit=${hovered.value?.tensor === "E"}
    data-mark=${markAt(["E"], [])}
    aria-label=${[value === null ? t("stage.lossAhead") : t("stage.loss", { value: long(value) }), helped].filter(Boolean).join(". ")}
    onClick=${() => choose(cell)}
    onPointerEnter=${() => (hovered.value = cell)}
    onFocus=${() => (rove.value = "meter")}
  >
    <${Rule} tex=${tex} kind=${current.ops[rule.op].kind} />
    <b class=${value !== null && long(value).length > 11 ? "long" : ""}>
      ${value === null ? "?" : long(value)}
    </b>
    ${part && html`<small>${t("stage.batch", { batch: current.batch })}</small>`}
    ${helped && html`<small class="helped">${helped}</small>`}
  </button>`;
}

/** The loss with the new weights, once there are some; before this iteration has a loss, what the
 * update before it did. @param {boolean} there */
function improvement(there) {
  const after = trace.value?.document.loss_after;
  if (there) {
    if (after === undefined || step.value?.phase !== "update") return "";
    return t("stage.lossAfter", { after: short(after) });
  }
  if (!update.value) return "";
  const [before, came] = [update.value.before, update.value.after].map(short);
  return t("stage.lossBefore", { before, after: came });
}

/** The loss as a formula; by its name where that is too long for the meter, or would tell a hidden mistake.
 * @param {{tex: string, kind: string}} props */
function Rule({ tex, kind }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [fits, setFits] = useState(true);
  const room = picture.value?.meter.w;
  useLayoutEffect(() => setFits(true), [tex, room, faces.value]);
  useLayoutEffect(() => {
    if (ref.current && fits) setFits(ref.current.scrollWidth <= ref.current.clientWidth);
  });
  return html`<span class="rule" ref=${ref}>
    ${fits && !hunting.value ? html`<${Tex} tex=${tex} />` : kindName(kind)}
  </span>`;
}
