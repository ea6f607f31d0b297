/**
 * The current step over whole matrices, number by number.
 * @import { Cell } from "../../core/data/trace.js"
 * @import { Block } from "../../core/explain/equation.js"
 */
import { equation } from "../../core/explain/equation.js";
import { matrixFormula } from "../../core/explain/formula.js";
import { exact, short } from "../../core/data/number.js";
import { cellText, tensorSymbol } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { index, known, selected, shown, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";

export function MatricesTab() {
  const current = trace.value;
  if (!current) return null;
  const step = current.steps[index.value];
  if (!step) return html`<p>${t("matrices.start")}</p>`;
  const pieces = equation(current, step, shown.value);
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
          : html`<${Matrix} key=${k} block=${piece} />`,
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
  </div>`;
}

/** @param {{block: Block}} props */
function Matrix({ block: { tensor, transposed, rows } }) {
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
            ? html`<${Value} key=${k} cell=${cell} kind=${kind} />`
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

/** @param {{cell: Cell, kind: string}} props */
function Value({ cell, kind }) {
  const current = trace.value;
  if (!current) return null;
  const value = current.value(cell.tensor, cell.cell);
  const here = known(cell.tensor);
  return html`<button
    type="button"
    class=${`cell operand ${kind}`}
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
