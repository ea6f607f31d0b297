/**
 * Where a number comes from and where it went: each of its parts opens in turn, and a trail leads back.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { readsOf } from "../../core/explain/chain.js";
import { usesOf } from "../../core/explain/uses.js";
import { writerOf } from "../../core/explain/focus.js";
import { symbol } from "../../core/explain/formula.js";
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html, useMemo, useState } from "../../vendor/preact.js";
import { choose, seek } from "../control/actions.js";
import { Value } from "../inspector/value.js";
import { known, selected, shown, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";

/** So many cells are listed until more are asked for. */
const FEW = 6;

/** @param {{cell: Cell}} props */
export function Trail({ cell: start }) {
  const [trail, turn] = useState([start]);
  const current = trace.value;
  const at = trail[trail.length - 1];
  const around = useMemo(() => {
    if (!current) return { made: [], went: [] };
    const made = readsOf(current, at).map((read) => read.cell);
    const once = made.filter((cell, k) => made.findIndex((c) => sameCell(c, cell)) === k);
    return { made: once, went: usesOf(current, at, shown.value) };
  }, [current, at, shown.value]);
  if (!current) return null;
  const step = writerOf(current, at) + 1;
  const open = (/** @type {Cell} */ cell) => {
    const back = trail.findIndex((one) => sameCell(one, cell));
    turn(back >= 0 ? trail.slice(0, back + 1) : [...trail, cell]);
  };
  const go = () => {
    seek(step);
    if (!sameCell(selected.value, at)) choose(at);
  };
  return html`${trail.length > 1 && html`<${Crumbs} trail=${trail} open=${open} />`}
    <div class="trail-now"><${Number} cell=${at} /></div>
    <h3 class="eyebrow">${t("trail.made")}</h3>
    ${
      around.made.length
        ? html`<${Cells} key=${`made ${at.tensor} ${at.cell}`} cells=${around.made} open=${open} />`
        : html`<p>
            ${t(step || current.tensor(at.tensor).kind !== "parameter" || !current.document.iteration ? "trail.given" : "trail.carried")}
          </p>`
    }
    <h3 class="eyebrow">${t("trail.went")}</h3>
    ${
      around.went.length
        ? html`<${Cells} key=${`went ${at.tensor} ${at.cell}`} cells=${around.went} open=${open} />`
        : html`<p>
            ${t(current.tensor(at.tensor).kind === "loss" ? "trail.end" : "trail.unused")}
          </p>`
    }
    ${step > 0 && html`<button type="button" class="link" onClick=${go}>${t("trail.go", { step })}</button>`}`;
}

/** @param {{trail: Cell[], open: (cell: Cell) => void}} props */
function Crumbs({ trail, open }) {
  return html`<nav aria-label=${t("trail.label")}>
    <ol class="crumbs">
      ${trail.map((cell, k) => html`<li key=${k}><${Name} cell=${cell} open=${open} now=${k === trail.length - 1} /></li>`)}
    </ol>
  </nav>`;
}

/** @param {{cell: Cell, open: (cell: Cell) => void, now: boolean}} props */
function Name({ cell, open, now }) {
  if (!trace.value) return null;
  const name = html`<${Tex} tex=${symbol(trace.value, cell)} flat />`;
  if (now) return html`<span aria-current="true">${name}</span>`;
  const label = cellText(trace.value, cell);
  return html`<button type="button" class="link" aria-label=${label} onClick=${() => open(cell)}>
    ${name}
  </button>`;
}

/** @param {{cells: Cell[], open: (cell: Cell) => void}} props */
function Cells({ cells, open }) {
  const [most, more] = useState(FEW);
  const left = cells.length - most;
  return html`<ul class="trail-cells">
    ${cells.slice(0, most).map(
      (cell) =>
        html`<li key=${`${cell.tensor} ${cell.cell}`}>
          <button
            type="button"
            class="trail-cell"
            aria-label=${spoken(cell)}
            onClick=${() => open(cell)}
          >
            <${Number} cell=${cell} />
          </button>
        </li>`,
    )}
    ${
      left > 0 &&
      html`<li>
        <button type="button" class="link" onClick=${() => more(most * 4)}>
          ${t("trail.more", { count: left })}
        </button>
      </li>`
    }
  </ul>`;
}

/** @param {Cell} cell */
function spoken(cell) {
  if (!trace.value) return "";
  const value = trace.value.value(cell.tensor, cell.cell);
  const told = known(cell.tensor) ? short(value) : t("inspector.unknown");
  return `${cellText(trace.value, cell)} ${told}`;
}

/** A cell with its value, once that is known. @param {{cell: Cell}} props */
function Number({ cell }) {
  const current = trace.value;
  if (!current) return null;
  const here = known(cell.tensor);
  return html`<span data-tensor=${cell.tensor} data-cell=${cell.cell.join("-")}>
    <${Tex} tex=${`${symbol(current, cell)}${here ? " = {}" : ""}`} flat />${" "}
    ${here && html`<strong><${Value} cell=${cell} /></strong>`}
  </span>`;
}
