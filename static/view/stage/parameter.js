/**
 * A parameter on the stage: its value, its gradient once that is known, its new value once updated.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { ems, short, signed, tiny } from "../../core/data/number.js";
import { moves } from "../../core/data/magnitude.js";
import { briefType } from "../../core/picture/labels.js";
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

/** @typedef {"beside" | "alone" | "over" | "none"} NameAt  where its name stands: before its number,
 *   there while no other number is beside it, on top, or nowhere */

/** A number as long as this leaves no room for a name. */
const LONG = 8;
/** What a name takes in a line, and what stands around numbers there, in ems. */
const NAME = 2;
const AROUND = 1.2;

/** @param {{cell: Cell, x: number, y: number, name: NameAt, inline?: boolean, room?: number,
 *   brief?: boolean}} props  inline: its numbers stand in one line; room: how long that may be, in ems;
 *   brief: one number at a time */
export function Parameter({ cell, x, y, name, inline = false, room = Infinity, brief = false }) {
  const current = trace.value;
  if (!current) return null;
  const compact = name !== "beside";
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
  const at = (/** @type {string} */ tensor) => current.value(tensor, cell.cell);
  const two = product
    ? { is: "product", value: product.value, before: brief ? "" : product.back ? "← " : "→ " }
    : isUpdated
      ? { is: "new", value: at(updated), before: compact && !inline ? "" : "→ " }
      : hasGradient && !done
        ? { is: "gradient", value: at(gradient), before: at(gradient) > 0 ? "+" : "" }
        : null;
  const long = two ? ems(`${tiny(value)}${two.before}${tiny(two.value)}`) + AROUND : 0;
  const one = brief || (inline && long + (name === "beside" ? NAME : 0) > room);
  const other = one && two?.is === "gradient" && !names?.includes(gradient) ? null : two;
  const old = !other || !one;
  const first = tiny(old ? value : other.value);
  const fits = inline
    ? NAME + (other && old ? long : ems(first) + AROUND) <= room
    : (!other || !old) && first.length < LONG;
  const named = name === "beside" || (name === "alone" && fits);
  const symbol = html`<${Sym} cell=${cell} />`;
  return html`<button
    ref=${stop(key)}
    class=${`tag${dim ? " dim" : ""}${compact ? " compact" : ""}${brief ? " brief" : ""}${inline ? " inline" : ""}`}
    style=${{ left: `${x}px`, top: `${y}px`, ...(brief && { fontSize: `${briefType(first) / 16}rem` }) }}
    title=${named || name === "over" ? undefined : cellText(current, cell)}
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
    ${name === "over" && symbol}
    ${
      old
        ? html`<span class=${isUpdated ? "old" : ""}>${named && html`${symbol} `}${first}</span>`
        : named && symbol
    }
    ${
      other &&
      html`<span class=${other.is} data-sign=${product && sign(other.value)}
        >${one && other.is === "new" ? "" : other.before}${tiny(other.value)}</span
      >`
    }
  </button>`;
}
