/** What the network should have said, beside each output: the class it stands for, where it stands for
 * one, and its target. Where outputs are close it is one line; where they touch only that of the output
 * that is looked at, and of the class that is wanted.
 * @import { Cell } from "../../core/data/trace.js"
 * @import { Layout, Neuron } from "../../core/picture/layout.js" */
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { meaning } from "../control/network-state.js";
import { className, shortName } from "../output/class-names.js";
import { hovered, selected, shown, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { grip } from "./dragging.js";
import { picture } from "./layout-state.js";
import { rove, stop } from "./roving.js";

/** From one output to the next, for two lines, for one, and for one where every second stands aside. */
const TWO_LINES = 30;
const ONE_LINE = 11.5;
const HALF_LINE = 5.8;
const ASIDE = 36;

export function Targets() {
  const at = picture.value;
  if (!at || !trace.value) return null;
  return at.columns[at.columns.length - 1].neurons.map(
    (n) => html`<${Target} key=${n.key} at=${at} neuron=${n} />`,
  );
}

/** @param {{at: Layout, neuron: Neuron}} props */
function Target({ at, neuron: n }) {
  const current = trace.value;
  if (!current) return null;
  /** @type {Cell} */
  const cell = { tensor: "y", cell: [shown.value, ...n.place] };
  const target = current.value(cell.tensor, cell.cell);
  const value = short(target);
  // One output says two classes by its value: then it is its target that is read as one.
  const named = meaning.value?.kind === "classes" && meaning.value.values[0].length > 1;
  const [k] = n.place;
  const wanted = named && target === 1;
  const [chosen, lit] = [selected.value, hovered.value].map((other) => isOf(other, at, n, cell));
  if (at.gap < HALF_LINE * at.scale && !wanted && !chosen && !lit) return null;
  const tight = at.gap < TWO_LINES * at.scale;
  const aside = at.gap < ONE_LINE * at.scale && k % 2 ? ASIDE : 0;
  const key = `target${cell.cell}`;
  const word = html`<small>${t("stage.target")}</small>`;
  const both = html`${named && html`<b>${shortName(k)}</b>`}<span>${word} <b>${value}</b></span>`;
  const line = named ? html`<b>${shortName(k)}</b> ${wanted && word}` : html`<b>${value}</b>`;
  return html`<button
    ref=${stop(key)}
    class=${`wanted${named && !wanted ? " other" : ""}${tight ? " tight" : ""}`}
    style=${{ left: `${n.x + n.r + (12 + aside) * at.scale}px`, top: `${n.y}px` }}
    tabindex=${rove.value === key ? 0 : -1}
    aria-pressed=${sameCell(selected.value, cell)}
    data-lit=${sameCell(hovered.value, cell)}
    title=${named ? className(k) : null}
    aria-label=${[named && className(k), t("stage.target"), cellText(current, cell), value].filter(Boolean).join(" ")}
    onClick=${() => choose(cell)}
    onPointerEnter=${() => (hovered.value = cell)}
    onFocus=${() => (rove.value = key)}
    ...${grip(cell)}
  >
    ${tight ? html`<span>${line}</span>` : both}
  </button>`;
}

/** Whether a cell is this target or a number of its neuron. @param {Cell | null} other
 * @param {Layout} at @param {Neuron} n @param {Cell} cell */
function isOf(other, at, n, cell) {
  if (!other) return false;
  const own = at.columns[n.column].tensors.includes(other.tensor);
  return sameCell(other, cell) || (own && `${other.cell.slice(1)}` === `${n.place}`);
}
