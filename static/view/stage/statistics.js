/** Numbers that belong to many neurons at once, such as the mean of a norm, under the title of their column. */
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { cells, cellShape, sameCell, withExample } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { hovered, known, selected, shown, step, trace } from "../control/state.js";
import { picture } from "./layout-state.js";
import { rove, stop } from "./roving.js";
import { Sym } from "./symbol.js";

/** @import { Cell, Trace } from "../../core/data/trace.js" */

/** So many numbers of one kind are shown, and about so wide is each of them. */
const MOST = 3;
const WIDE = 98;
/** So many kinds have room. */
const KINDS = 4;

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
    const most = Math.max(1, Math.min(MOST, Math.floor(at.width / (2 * WIDE * at.scale))));
    const lines = chosen(current, names).map((name) => {
      const t = current.tensor(name);
      return cells(cellShape(t)).map((place) => ({
        tensor: name,
        cell: withExample(t, place, shown.value),
      }));
    });
    const half = Math.min(most, Math.max(...lines.map((l) => l.length))) * WIDE * at.scale;
    const x = Math.max(half, Math.min(at.width - half, column.x));
    return html`<div
      key=${c}
      class="statistics"
      style=${{ left: `${x}px`, top: `${column.head + (at.roomy ? 20 : 34) * at.scale}px` }}
    >
      ${lines.map((line) => html`<div key=${line[0].tensor}>${line.slice(0, most).map((cell) => html`<${One} cell=${cell} />`)}${line.length > most && "…"}</div>`)}
    </div>`;
  });
}

/** What is made on the way back is shown while it is used, and what is used comes first.
 * @param {Trace} current @param {string[]} names */
function chosen(current, names) {
  const used = (/** @type {string} */ name) => usedNow()?.includes(name) ?? false;
  const lasts = (/** @type {string} */ name) =>
    current.steps[current.writer.get(name) ?? -1]?.phase !== "backward";
  const here = names.filter((name) => used(name) || lasts(name));
  const first = [...here.filter(used), ...here.filter((name) => !used(name))].slice(0, KINDS);
  return here.filter((name) => first.includes(name));
}

/** What the step at hand writes and reads. */
const usedNow = () => step.value && [step.value.writes, ...Object.values(step.value.reads)];

/** @param {{cell: Cell}} props */
function One({ cell }) {
  const current = trace.value;
  if (!current) return null;
  const value = short(current.value(cell.tensor, cell.cell));
  const key = `statistic ${cell.tensor}:${cell.cell}`;
  const used = usedNow();
  const [pressed, lit] = [selected.value, hovered.value].map((other) => sameCell(other, cell));
  return html`<button
    ref=${stop(key)}
    class=${`tag inline still${used && !used.includes(cell.tensor) ? " dim" : ""}`}
    tabindex=${rove.value === key ? 0 : -1}
    aria-pressed=${pressed}
    data-lit=${lit}
    aria-label=${`${cellText(current, cell)} ${value}`}
    onClick=${() => choose(cell)}
    onPointerEnter=${() => (hovered.value = cell)}
    onFocus=${() => (rove.value = key)}
  >
    <${Sym} cell=${cell} /> ${value}
  </button>`;
}
