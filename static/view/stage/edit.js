/**
 * A field at a chosen thing that is given: a weight, a bias, an input, a target. What is typed is
 * applied at once, and everything follows.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Layout } from "../../core/picture/layout.js"
 */
import { withNumber } from "../../core/data/transfer-parameters.js";
import { pointAt } from "../../core/picture/bezier.js";
import { inPlace } from "../../core/data/layers.js";
import { givenBehind, isGiven, stepped, withCell } from "../../core/data/parameters.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { rebuild } from "../build/apply-edit.js";
import { NumberInput } from "../build/number.js";
import { Refusal } from "../build/refusal.js";
import { checking } from "../grading/answers-state.js";
import { shows } from "../ui/hidden-parts.js";
import { Icon } from "../ui/icon.js";
import { line, selected, shown, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { curved, picture } from "./layout-state.js";
import { stopAt } from "./roving.js";
import { Sym } from "./symbol.js";

const STEP = 0.1;
const AIR = 8;
/** How much farther away the field looks for a free place. */
const FARTHER = [0, 24, 48, 80, 120, 170, 230];
/** What is missed when it is hidden: the loss, which follows; the sentence and titles least.
 * @type {[name: string, weight: number][]} */
const WEIGHTS = [
  ["meter", 4],
  ["foot", 0.5],
  ["title", 0.5],
];

export function Edit() {
  const current = trace.value;
  const at = picture.value;
  const cell = current && selected.value && givenBehind(current, selected.value);
  if (!current || !at || !cell || !isGiven(current, cell) || !shows("edit")) return null;
  if (checking.value) return null; // numbers of one's own are entered there
  return html`<${Popover}
    key=${`${cell.tensor}:${cell.cell}`}
    current=${current}
    at=${at}
    cell=${cell}
  />`;
}

/** @param {{current: Trace, at: Layout, cell: Cell}} props */
function Popover({ current, at, cell }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    if (ref.current) setPlace(beside(ref.current, at, cell));
  }, [at, shown.value]);
  const path = ["stage", cell.tensor, ...cell.cell];
  const value = current.value(cell.tensor, cell.cell);
  const name = cellText(current, cell);
  const put = async (/** @type {any} */ _, /** @type {number} */ x) => set(cell, () => x);
  const by = (/** @type {number} */ step) => () => set(cell, (x) => stepped(x, step));
  /** @param {string} icon @param {number} step @param {string} words */
  const button = (icon, step, words) =>
    html`<button aria-label=${words} title=${words} onClick=${by(step)}>
      <${Icon} name=${icon} />
    </button>`;
  return html`<div
    class="edit"
    ref=${ref}
    role="group"
    aria-label=${t("edit.title", { name })}
    style=${{ left: `${place.left}px`, top: `${place.top}px` }}
  >
    <div class="stepper">
      <label for="edit-value"><${Sym} cell=${cell} /></label>
      ${button("minus", -STEP, t("edit.less"))}
      <${NumberInput}
        id="edit-value"
        path=${path}
        value=${value}
        put=${put}
        nudge
        onLeave=${leave}
      />
      ${button("plus", STEP, t("edit.more"))}
    </div>
    <${Refusal} path=${path} id="edit-value" />
  </div>`;
}

/** Another number for a given thing. A parameter's number is its initial value at the beginning; later
 * it is what the run goes on with from here.
 * @param {Cell} cell @param {(now: number) => number} make */
export function set(cell, make) {
  const path = ["stage", cell.tensor, ...cell.cell];
  return rebuild((now) => {
    const value = make(now.value(cell.tensor, cell.cell));
    const later = now.document.iteration > 0 || !!line.value?.start;
    if (!later || now.tensor(cell.tensor).kind !== "parameter")
      return inPlace(withCell(now, cell, value));
    return { ...inPlace(now.document.experiment), values: withNumber(now, cell, value) };
  }, path);
}

/** Back to the thing itself; it stays chosen. */
function leave() {
  const thing = document.querySelector(".stage [aria-pressed=true]");
  if (thing instanceof HTMLElement) thing.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Below, above or beside the thing, where the field hides the least. @param {HTMLElement} element
 * @param {Layout} at @param {Cell} cell */
export function beside(element, at, cell) {
  const stage = /** @type {HTMLElement} */ (element.closest(".stage"));
  const thing = boxOf(stage, at, cell);
  const { offsetWidth: w, offsetHeight: h } = element;
  const across = (thing.left + thing.right - w) / 2;
  const level = (thing.top + thing.bottom - h) / 2;
  const shown = `:scope > :is(button, .aside, .title, .foot, .statistics)`;
  const others = [...stage.querySelectorAll(shown)].map((b) => ({
    ...inside(stage, b),
    weight: WEIGHTS.find(([name]) => b.classList.contains(name))?.[1] ?? 1,
  }));
  // The thing itself must be seen most of all, and what hangs on it as it changes: its wire.
  const most = [thing, thing, thing, ...alongWire(at, cell)].map((o) => ({ ...o, weight: 1 }));
  const hidden = (/** @type {{left: number, top: number}} */ { left, top }) =>
    [...others, ...most]
      .filter((o) => o.left < left + w && o.right > left && o.top < top + h && o.bottom > top)
      .reduce((sum, o) => sum + o.weight, 0);
  const foot = [{ left: across, top: at.height - h - AIR, far: 250 }];
  const beside = FARTHER.flatMap((far) => [
    { left: across, top: thing.bottom + AIR + far, far },
    { left: across, top: thing.top - h - AIR - far, far },
    { left: thing.right + AIR + far, top: level, far },
    { left: thing.left - w - AIR - far, top: level, far },
    { left: thing.right + AIR + far, top: thing.bottom + AIR, far },
    { left: thing.left - w - AIR - far, top: thing.bottom + AIR, far },
    { left: thing.right + AIR + far, top: thing.top - h - AIR, far },
    { left: thing.left - w - AIR - far, top: thing.top - h - AIR, far },
  ]);
  const tried = [...beside, ...foot].map(({ left, top, far }) => {
    const place = {
      left: Math.min(Math.max(left, AIR), at.width - w - AIR),
      top: Math.min(Math.max(top, AIR), at.height - h - AIR),
    };
    return { ...place, cost: 1000 * hidden(place) + far };
  });
  const [{ left, top }] = tried.sort((a, b) => a.cost - b.cost);
  return { left, top };
}

/** Places on the wire of a chosen weight. @param {Layout} at @param {Cell} cell */
function alongWire(at, cell) {
  const edges = at.edges.filter((e) => sameCell(e.cell, cell)).slice(0, 1);
  return edges.flatMap((edge) =>
    [0.2, 0.4, 0.6, 0.8].map((u) => {
      const { x, y } = pointAt(edge, u, curved.value);
      return { left: x, right: x, top: y, bottom: y };
    }),
  );
}

/** Where a chosen thing stands on the stage: its button, or the middle of its wire.
 * @param {HTMLElement} stage @param {Layout} at @param {Cell} cell */
function boxOf(stage, at, cell) {
  const home = at.homes.get(cell.tensor);
  const button = stopAt(
    home?.where === "neuron"
      ? `neuron ${home.column}:${cell.cell.slice(1).join("-")}`
      : `${home?.where === "target" ? "target" : `parameter ${cell.tensor}:`}${cell.cell}`,
  );
  if (button) return inside(stage, button);
  const edge = at.edges.find((e) => sameCell(e.cell, cell));
  const p = edge ? pointAt(edge, 0.5, curved.value) : { x: at.width / 2, y: AIR };
  return { left: p.x, right: p.x, top: p.y - AIR, bottom: p.y + AIR };
}

/** The box of a part of the stage, from the corner of the stage. @param {Element} stage
 * @param {Element} part */
function inside(stage, part) {
  const { left, right, top, bottom } = part.getBoundingClientRect();
  const { x, y } = stage.getBoundingClientRect();
  return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
}
