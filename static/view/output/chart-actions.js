/**
 * What a click on the chart does: pick an example, add one, remove one. Everything can be undone.
 * @import { Interval } from "../../core/picture/input-domain.js"
 */
import { axes, nearest } from "../../core/picture/axes.js";
import { exampleGiven, exampleRemoved } from "../../core/data/examples.js";
import { signal } from "../../vendor/preact.js";
import { edit } from "../build/apply-edit.js";
import { pickExample } from "../control/pick-example.js";
import { domain, meaning } from "../control/network-state.js";
import { experiment } from "../control/state.js";
import { learned } from "./points.js";

export const MODES = /** @type {const} */ (["pick", "add", "remove"]);
/** @type {import("../../vendor/preact.js").Signal<"pick" | "add" | "remove">} */
export const mode = signal("pick");
/** What an added point is: the place of its class, and its heights. */
export const addedExample = signal({ class: 1, heights: /** @type {number[]} */ ([]) });
/** Where a point is added by keyboard; null: nowhere. */
export const cross = signal(/** @type {[number, number] | null} */ (null));
/** Where the pointer is, in the numbers of the axes. */
export const pointed = signal(/** @type {[number, number] | null} */ (null));

/** Where a refusal is told. */
export const CHART_PATH = ["chart"];
/** Pixels within which a point counts as meant. */
const REACH = 14;
/** Digits of a place that was clicked: finer than a pixel. */
const DIGITS = 4;

/** @param {[number, number]} place @param {Interval[]} ends
 * @param {{width: number, height: number}} box */
export function act(place, ends, box) {
  if (mode.value === "add") return addAt(place);
  const { x, y } = axes(ends, box);
  const points = learned.value.map((p) => ({ x: x(p.x), y: y(p.y) }));
  const found = nearest(points, x(place[0]), y(place[1]), REACH);
  if (found < 0) return undefined;
  return mode.value === "remove" ? remove(found) : pickExample(found);
}

/** @param {[number, number]} place */
export function addAt(place) {
  const [x, y] = place.map((v) => Number(v.toPrecision(DIGITS)));
  const line = domain.value?.kind === "line";
  const said = meaning.value;
  const target =
    said?.kind === "classes"
      ? said.values[Math.min(addedExample.value.class, said.values.length - 1)]
      : line
        ? [y, ...heightsNow().slice(1)]
        : heightsNow();
  return edit((now) => exampleGiven(now, line ? [x] : [x, y], target), CHART_PATH);
}

/** What is not chosen yet is 0. */
export function heightsNow() {
  const width = experiment.value?.targets[0].length ?? 1;
  return Array.from({ length: width }, (_, k) => addedExample.value.heights[k] ?? 0);
}

/** @param {number} index */
export function remove(index) {
  if ((experiment.value?.inputs.length ?? 0) < 2) return undefined;
  return edit((now) => exampleRemoved(now, index), CHART_PATH);
}
