/**
 * All steps of the iteration as text, with every value: for a screen reader, for copying, for
 * who would rather read.
 * @import { Cell, Phase, Step } from "../../core/data/trace.js"
 */
import { exact, short } from "../../core/data/number.js";
import { sentence } from "../../core/explain/sentence.js";
import { cellText, tensorSymbol } from "../../core/explain/symbol.js";
import { cells, size } from "../../core/data/trace.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact.js";
import { seek } from "../control/actions.js";
import { index, trace } from "../control/state.js";
import { Tex, usePointing } from "../ui/tex.js";
import { first, t } from "../ui/words.js";

/** Values of a tensor that are written out at once; more wait until they are asked for. */
const AT_ONCE = 128;

export function StepList() {
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  usePointing(root);
  const current = trace.value;
  if (!current) return null;
  const given = [...current.tensors.keys()].filter((name) => !current.writer.has(name));
  const phases = [...new Set(current.steps.map((s) => s.phase))];
  return html`<main class="stage step-list" ref=${root} tabindex="0" aria-label=${t("list.title")}>
    <section>
      <h2 class="eyebrow">${t("list.given")}</h2>
      <ul class="list-steps">
        ${given.map((name) => html`<li key=${name} class="list-step"><${Values} tensor=${name} /></li>`)}
      </ul>
    </section>
    ${phases.map((phase) => html`<${PhaseSteps} key=${phase} phase=${phase} />`)}
  </main>`;
}

/** @param {{phase: Phase}} props */
function PhaseSteps({ phase }) {
  const current = trace.value;
  if (!current) return null;
  const steps = [...current.steps.entries()].filter(([, step]) => step.phase === phase);
  return html`<section data-phase=${phase}>
    <h2 class="eyebrow">${t(`phase.${phase}`)}</h2>
    <ol class="list-steps" start=${steps[0][0] + 1}>
      ${steps.map(([k, step]) => html`<${Row} key=${k} number=${k} step=${step} now=${k === index.value} />`)}
    </ol>
  </section>`;
}

/** @param {{number: number, step: Step, now: boolean}} props */
function Row({ number, step, now }) {
  const row = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (now) row.current?.scrollIntoView({ block: "nearest" });
  }, [now]);
  const current = trace.value;
  if (!current) return null;
  const { keys, values } = sentence(current, step);
  return html`<li class="list-step" ref=${row} aria-current=${now ? "step" : undefined}>
    <button type="button" onClick=${() => seek(number + 1)}>
      <span class="number">${number + 1}</span>
      <span>${first(keys, values)}</span>
    </button>
    <${Values} tensor=${step.writes} />
  </li>`;
}

/** @param {{tensor: string}} props */
function Values({ tensor }) {
  const [open, setOpen] = useState(false);
  const current = trace.value;
  if (!current) return null;
  const { shape, kind } = current.tensor(tensor);
  const count = size(shape);
  const symbol = html`<span class=${`operand ${kind}`} data-tensor=${tensor} data-cell=""
    ><${Tex} flat tex=${tensorSymbol(current, tensor)}
  /></span>`;
  const all = () =>
    html`<ul class="list-values">
      ${cells(shape).map((cell) => html`<${Value} key=${cell.join()} cell=${{ tensor, cell }} />`)}
    </ul>`;
  if (count <= AT_ONCE) return html`<div class="list-tensor">${symbol}${all()}</div>`;
  return html`<details
    class="list-tensor"
    onToggle=${(/** @type {Event} */ e) => setOpen(/** @type {HTMLDetailsElement} */ (e.currentTarget).open)}
  >
    <summary>${symbol} ${t("list.count", { count })}</summary>
    ${open && all()}
  </details>`;
}

/** @param {{cell: Cell}} props */
function Value({ cell: { tensor, cell } }) {
  const current = trace.value;
  if (!current) return null;
  const value = current.value(tensor, cell);
  const { kind } = current.tensor(tensor);
  return html`<li data-tensor=${tensor} data-cell=${cell.join("-")}>
    <span class=${`operand ${kind}`}>${cellText(current, { tensor, cell })}</span>
    <data value=${String(value)} title=${exact(value)}>${short(value)}</data>
  </li>`;
}
