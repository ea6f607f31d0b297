/**
 * The current step over whole matrices, number by number.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Block } from "../../core/explain/equation.js"
 */
import { readsOf } from "../../core/explain/chain.js";
import { equation } from "../../core/explain/equation.js";
import { focusOf, writerOf } from "../../core/explain/focus.js";
import { matrixFormula } from "../../core/explain/formula.js";
import { exact, short } from "../../core/data/number.js";
import { cellText, tensorSymbol } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { index, known, selected, shown, trace } from "../control/state.js";
import { Multiply } from "../explain/multiply.js";
import { Questions } from "../explain/questions.js";
import { Formula } from "./equation.js";
import { Result } from "./result.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";

export function MatricesTab() {
  const current = trace.value;
  if (!current) return null;
  const step = current.steps[index.value];
  if (!step) return html`<p>${t("matrices.start")}</p>`;
  const pieces = equation(current, step, shown.value);
  const focus = focusOf(current, index.value, selected.value, shown.value);
  const meets = focus && known(focus.cell.tensor) ? meeting(current, focus.cell) : new Set();
  const batched = pieces.filter((p) => typeof p !== "string" && current.tensor(p.tensor).batched);
  // One column where there are more examples: the equation holds for each alone.
  const alone = batched.every(
    (p) => typeof p !== "string" && (p.transposed || p.rows[0].length === 1),
  );
  return html`<div class="explained" data-phase=${step.phase}>
    <p class="eyebrow">${t("matrices.step", { step: index.value + 1 })}</p>
    <${Tex} class="formula" tex=${String.raw`\displaystyle ` + matrixFormula(current, step)} />
    <div class="equation" role="group" aria-label=${t("matrices.label")}>
      ${pieces.map((piece, k) =>
        typeof piece === "string"
          ? html`<${Tex} key=${k} class="between" tex=${`{}${piece}{}`} />`
          : html`<${Matrix} key=${k} block=${piece} meets=${meets} />`,
      )}
    </div>
    ${
      current.batch > 1 &&
      batched.length > 0 &&
      html`<p class="caption">
        ${
          alone
            ? t("matrices.alone", { example: shown.value + 1, batch: current.batch })
            : t("matrices.examples", { batch: current.batch })
        }
      </p>`
    }
    ${focus && html`<${Explained} cell=${focus.cell} />`}
  </div>`;
}

/** The cell that is chosen, else the first that the step writes: explained as everywhere.
 * @param {{cell: Cell}} props */
function Explained({ cell }) {
  const step = trace.value?.steps[writerOf(trace.value, cell)];
  return html`${step && html`<${Formula} cell=${cell} step=${step} alone />`}
    <${Result} cell=${cell} />
    <${Questions} />
    <${Multiply} cell=${cell} />`;
}

/** The cell and those that its equation reads: row by column. @param {Trace} current
 * @param {Cell} cell */
function meeting(current, cell) {
  const all = [cell, ...readsOf(current, cell).map((read) => read.cell)];
  return new Set(all.map((one) => `${one.tensor} ${one.cell}`));
}

/** @param {{block: Block, meets: Set<string>}} props */
function Matrix({ block: { tensor, transposed, rows }, meets }) {
  const current = trace.value;
  if (!current) return null;
  const name = transposed
    ? String.raw`{${tensorSymbol(current, tensor)}}^{\top}`
    : tensorSymbol(current, tensor);
  const kind = current.tensor(tensor).kind;
  return html`<figure class="matrix">
    <div class="cells" style=${{ gridTemplateColumns: `repeat(${rows[0].length}, max-content)` }}>
      ${rows
        .flat()
        .map((cell, k) =>
          cell
            ? html`<${Value}
                key=${k}
                cell=${cell}
                kind=${kind}
                met=${meets.has(`${cell.tensor} ${cell.cell}`)}
              />`
            : html`<span key=${k} class="gap" aria-hidden="true">⋯</span>`,
        )}
    </div>
    <figcaption>
      <span class=${`operand ${kind}`} data-tensor=${tensor} data-cell=""
        ><${Tex} flat tex=${name}
      /></span>
    </figcaption>
  </figure>`;
}

/** @param {{cell: Cell, kind: string, met: boolean}} props  met: it takes part in what is explained */
function Value({ cell, kind, met }) {
  const current = trace.value;
  if (!current) return null;
  const value = current.value(cell.tensor, cell.cell);
  const here = known(cell.tensor);
  return html`<button
    type="button"
    class=${`cell operand ${kind}${met ? " met" : ""}`}
    data-tensor=${cell.tensor}
    data-cell=${cell.cell.join("-")}
    title=${here ? exact(value) : t("inspector.unknown")}
    aria-label=${`${cellText(current, cell)} ${here ? short(value) : t("inspector.unknown")}`}
    aria-pressed=${String(sameCell(selected.value, cell))}
    onClick=${() => choose(cell)}
  >
    ${here ? short(value) : "·"}
  </button>`;
}
