/**
 * What comes back to a neuron, path by path: each wire's weight times the δ at its far end.
 * @import { Cell } from "../../core/trace.js"
 */
import { inNumbers, inSymbols } from "../../core/formula.js";
import { explain } from "../../core/terms.js";
import { placeOf } from "../../core/trace.js";
import { html } from "../../vendor/preact.js";
import { known, trace } from "../state.js";
import { Tex } from "../tex.js";
import { t } from "../words.js";

/** @param {{cell: Cell}} props */
export function Paths({ cell }) {
  const current = trace.value;
  const step = current?.steps[current.writer.get(cell.tensor) ?? -1];
  if (!current || step?.phase !== "backward" || !current.tensor(cell.tensor).batched) return null;
  const [sum, ...rest] = explain(current, step, cell.cell);
  if (rest.length || typeof sum === "string" || !("terms" in sum) || sum.terms.length < 2)
    return null;
  const ready = Object.values(step.reads).every(known);
  return html`<section class="paths">
    <h3 class="eyebrow">${t("inspector.paths", { paths: sum.terms.length })}</h3>
    <ul class="rows">
      ${sum.terms.map(
        (term, k) =>
          html`<li class="row" key=${k}>
            <span
              >${t("inspector.path", { neuron: neuron(term) })}
              <${Tex} tex=${inSymbols(current, term)}
            /></span>
            ${ready && html`<${Tex} tex=${inNumbers(current, term)} />`}
          </li>`,
      )}
    </ul>
  </section>`;

  /** Number of the neuron at the far end. @param {import("../../core/terms.js").Filled[]} term */
  function neuron(term) {
    const far = term.find(
      (p) => typeof p !== "string" && "cell" in p && current?.tensor(p.cell.tensor).batched,
    );
    if (!current || !far || typeof far === "string" || !("cell" in far)) return "";
    return placeOf(current.tensor(far.cell.tensor), far.cell.cell)
      .map((c) => c + 1)
      .join(", ");
  }
}
