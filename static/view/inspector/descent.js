/**
 * What gradient descent will do with a parameter: w′ = w − η · ∂E/∂w.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { inNumbers, inSymbols, symbol } from "../../core/explain/formula.js";
import { long } from "../../core/data/number.js";
import { explain } from "../../core/explain/terms.js";
import { html } from "../../vendor/preact.js";
import { known, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { first, t } from "../ui/words.js";
import { Value } from "./value.js";

/** @param {{cell: Cell}} props */
export function Descent({ cell }) {
  const current = trace.value;
  if (!current) return null;
  const name = current.tensor(cell.tensor).of ?? cell.tensor;
  const update = [...current.tensors.values()].find((x) => x.kind === "update" && x.of === name);
  const step = update && current.steps[current.writer.get(update.name) ?? -1];
  if (!update || !step || cell.tensor === update.name) return null;
  const to = { tensor: update.name, cell: cell.cell };
  const parts = explain(current, step, cell.cell);
  const frozen = current.ops[step.op].family === "frozen";
  const ready = !frozen && Object.values(step.reads).every(known);
  return html`<section class="descent" data-phase="update">
    <h3 class="eyebrow">
      ${first([`inspector.descent.${current.ops[step.op].kind}`, "inspector.descent"])}
    </h3>
    ${
      frozen
        ? html`<p>${t("inspector.frozen")}</p>`
        : html`<div class="equations">
            <${Tex} tex=${symbol(current, to)} />
            <${Tex} tex=${`{}= ${inSymbols(current, parts)}`} />
            ${
              ready &&
              html`<${Tex} class="in-numbers" tex=${`{}= ${inNumbers(current, parts)}`} />
                <span class="in-numbers outcome">
                  <${Tex} tex="=" />
                  <strong><${Value} cell=${to} write=${long} /></strong>
                </span>`
            }
          </div>`
    }
  </section>`;
}
