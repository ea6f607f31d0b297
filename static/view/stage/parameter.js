/**
 * A parameter on the stage: its value, its gradient once that is known, its new value once updated.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { short, signed, tiny } from "../../core/data/number.js";
import { moves } from "../../core/data/magnitude.js";
import { sign } from "../../core/picture/scale.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { markOfParameter, spokenMark } from "../bugs/marks.js";
import { choose } from "../control/actions.js";
import { hovered, known, lenses, selected, step, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { grip } from "./dragging.js";
import { owner } from "./pointing.js";
import { productAt } from "./products.js";
import { rove, stop } from "./roving.js";
import { Sym } from "./symbol.js";

/** @param {{cell: Cell, x: number, y: number, compact: boolean, inline?: boolean, slim?: boolean}} props */
export function Parameter({ cell, x, y, compact, inline = false, slim = false }) {
  const current = trace.value;
  if (!current) return null;
  const gradient = `d_${cell.tensor}`;
  const updated = `${cell.tensor}'`;
  const value = current.value(cell.tensor, cell.cell);
  const hasGradient = lenses.value.includes("gradients") && known(gradient);
  const done = known(updated);
  const isUpdated = done && moves(current, cell.tensor, cell.cell);
  const names = step.value && [step.value.writes, ...Object.values(step.value.reads)];
  const dim = names && ![cell.tensor, gradient, updated].some((n) => names.includes(n));
  const product = isUpdated ? null : productAt(cell);
  const key = `parameter ${cell.tensor}:${cell.cell}`;
  const lit = [selected.value, hovered.value].map(
    (c) =>
      c && (sameCell(owner(c), cell) || (c.cell.length === 0 && owner(c)?.tensor === cell.tensor)),
  );
  const mark = markOfParameter(cell);
  return html`<button
    ref=${stop(key)}
    class=${`tag${dim ? " dim" : ""}${compact ? " compact" : ""}${inline ? " inline" : ""}`}
    style=${{ left: `${x}px`, top: `${y}px` }}
    tabindex=${rove.value === key ? 0 : -1}
    aria-pressed=${!!lit[0]}
    data-lit=${!!lit[1]}
    data-mark=${mark}
    data-phase=${step.value && names?.some((n) => n === gradient || n === updated) ? step.value.phase : null}
    aria-label=${
      [
        `${cellText(current, cell)} ${short(value)}`,
        hasGradient && t("stage.gradient", { value: signed(current.value(gradient, cell.cell)) }),
        product && t("stage.product", { value: short(product.value) }),
        isUpdated && t("stage.updated", { value: short(current.value(updated, cell.cell)) }),
      ]
        .filter(Boolean)
        .join(", ") + spokenMark(mark)
    }
    onClick=${() => choose(cell)}
    onPointerEnter=${() => (hovered.value = cell)}
    onFocus=${() => (rove.value = key)}
    ...${grip(cell)}
  >
    ${
      !(slim && isUpdated) &&
      html`<span class=${isUpdated ? "old" : ""}
        >${!compact && html`<${Sym} cell=${cell} /> `}${tiny(value)}</span
      >`
    }
    ${
      product
        ? html`<span class="product" data-sign=${sign(product.value)}
            >${product.back ? "← " : "→ "}${tiny(product.value)}</span
          >`
        : isUpdated
          ? html`<span class="new"
              >${compact && !inline ? "" : "→ "}${tiny(current.value(updated, cell.cell))}</span
            >`
          : hasGradient &&
            !done &&
            html`<span class="gradient"
              >${current.value(gradient, cell.cell) > 0 ? "+" : ""}${tiny(current.value(gradient, cell.cell))}</span
            >`
    }
  </button>`;
}
