/** Numbers that belong to many neurons at once, such as the mean of a norm, under the title of their column. */
import { short } from "../../core/number.js";
import { cellText } from "../../core/symbol.js";
import { cells, cellShape, sameCell, withExample } from "../../core/trace.js";
import { html } from "../../vendor/preact.js";
import { choose } from "../actions.js";
import { hovered, known, selected, shown, step, trace } from "../state.js";
import { picture } from "./picture.js";
import { rove, stop } from "./roving.js";
import { Sym } from "./sym.js";

/** @import { Cell } from "../../core/trace.js" */

/** So many numbers of one kind are shown. */
const MOST = 3;
export function Statistics() {
  const at = picture.value;
  const current = trace.value;
  if (!at || !current) return null;
  return at.columns.map((column, c) => {
    const names = [...at.homes].flatMap(([name, home]) =>
      home.where === "statistic" && home.column === c && !current.tensor(name).of && known(name)
        ? [name]
        : [],
    );
    if (!names.length) return null;
    const lines = names.map((name) => {
      const t = current.tensor(name);
      return cells(cellShape(t))
        .slice(0, MOST)
        .map((place) => ({ tensor: name, cell: withExample(t, place, shown.value) }));
    });
    return html`<div
      key=${c}
      class="statistics"
      style=${{ left: `${column.x}px`, top: `${column.head + (at.roomy ? 20 : 34) * at.scale}px` }}
    >
      ${lines.map((line) => html`<div key=${line[0].tensor}>${line.map((cell) => html`<${One} cell=${cell} />`)}</div>`)}
    </div>`;
  });
}

/** @param {{cell: Cell}} props */
function One({ cell }) {
  const current = trace.value;
  if (!current) return null;
  const value = short(current.value(cell.tensor, cell.cell));
  const key = `statistic ${cell.tensor}:${cell.cell}`;
  const used = step.value && [step.value.writes, ...Object.values(step.value.reads)];
  const [chosen, lit] = [selected.value, hovered.value].map((other) => sameCell(other, cell));
  return html`<button
    ref=${stop(key)}
    class=${`tag inline still${used && !used.includes(cell.tensor) ? " dim" : ""}`}
    tabindex=${rove.value === key ? 0 : -1}
    aria-pressed=${chosen}
    data-lit=${lit}
    aria-label=${`${cellText(current, cell)} ${value}`}
    onClick=${() => choose(cell)}
    onPointerEnter=${() => (hovered.value = cell)}
    onFocus=${() => (rove.value = key)}
  >
    <${Sym} cell=${cell} /> ${value}
  </button>`;
}
