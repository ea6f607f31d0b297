/**
 * Where a field stands that belongs to a thing on the stage, so that it hides the least.
 * @import { Cell } from "../../core/data/trace.js"
 * @import { Layout } from "../../core/picture/layout.js"
 */
import { pointAt } from "../../core/picture/bezier.js";
import { sameCell } from "../../core/data/trace.js";
import { useLayoutEffect, useState } from "../../vendor/preact.js";
import { shown } from "../control/state.js";
import { curved } from "./layout-state.js";
import { stopAt } from "./roving.js";

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

/** The place of a field as its style. @param {{current: HTMLElement | null}} ref the field
 * @param {Layout} at @param {Cell} cell the thing @param {unknown} [size] changes with its size */
export function usePlace(ref, at, cell, size) {
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    if (ref.current) setPlace(beside(ref.current, at, cell));
  }, [at, shown.value, size]);
  useLayoutEffect(() => {
    const stage = ref.current?.closest(".stage");
    if (!stage || !ref.current) return;
    stage.toggleAttribute("data-covered", coversSentence(stage, ref.current));
    return () => stage.removeAttribute("data-covered");
  }, [place]);
  return { left: `${place.left}px`, top: `${place.top}px` };
}

/** Below, above or beside the thing, where the field hides the least. @param {HTMLElement} element
 * @param {Layout} at @param {Cell} cell */
function beside(element, at, cell) {
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

/** Whether the field stands on the sentence: then that is not seen, rather than a half of it.
 * @param {Element} stage @param {Element} field */
function coversSentence(stage, field) {
  const text = document.createRange();
  const sentence = stage.querySelector(".foot .caption");
  if (!sentence) return false;
  text.selectNodeContents(sentence);
  const [a, b] = [text.getBoundingClientRect(), field.getBoundingClientRect()];
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
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
