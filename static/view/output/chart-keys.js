/** The chart by keyboard: arrows go from example to example, or move a crosshair to add one. */
import { ahead } from "../../core/picture/axes.js";
import { picked, pickExample } from "../control/pick-example.js";
import { addAt, cross, mode, pointed, remove } from "./chart-actions.js";
import { learned } from "./points.js";

/** @import { Interval } from "../../core/picture/input-domain.js" */

/** Steps of the crosshair across the chart, and with Shift. */
const STEPS = { near: 40, far: 8 };

/** @type {Record<string, [number, number]>} */
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @param {KeyboardEvent} event @param {Interval[]} ends */
export function onKey(event, ends) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = directions[event.key];
  const acts = event.key === "Enter" || event.key === " ";
  if (direction)
    mode.value === "add" ? steer(direction, ends, event.shiftKey) : walk(direction, ends);
  else if (mode.value === "add" && acts) addAt(cross.value ?? middle(ends));
  else if (event.key === "Delete" || event.key === "Backspace" || (mode.value === "remove" && acts))
    remove(picked());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** To the next example in a direction. @param {[number, number]} direction @param {Interval[]} ends */
function walk(direction, ends) {
  const [w, h] = ends.map(([low, high]) => high - low);
  const places = learned.value.map(({ x, y }) => ({ x: x / w, y: y / h }));
  const next = places[picked()] ? ahead(places, picked(), direction) : 0;
  if (next >= 0) pickExample(next);
}

/** @param {[number, number]} direction @param {Interval[]} ends @param {boolean} far */
function steer(direction, ends, far) {
  const from = cross.value ?? middle(ends);
  const [x, y] = ends.map(([low, high], k) => {
    const step = (high - low) / (far ? STEPS.far : STEPS.near);
    return Math.min(Math.max(from[k] + direction[k] * step, low), high);
  });
  cross.value = [x, y];
  pointed.value = [x, y];
}

/** @param {Interval[]} ends @returns {[number, number]} */
function middle([[left, right], [low, high]]) {
  return [(left + right) / 2, (low + high) / 2];
}
