/**
 * The data as points of the chart: over the plane by class or height, over a line at their targets.
 * @import { Look } from "./point-style.js"
 * @typedef {Look & {x: number, y: number, index: number}} Point  index: among the examples that are
 *   learned; −1 of test data
 */
import { classIn } from "../../core/data/target-type.js";
import { scaleOf } from "../../core/picture/colormap.js";
import { computed, signal } from "../../vendor/preact.js";
import { domain, meaning } from "../control/network-state.js";
import { experiment, test } from "../control/state.js";
import { classLook, heightLook } from "./point-style.js";
import { cellNow } from "./ground.js";

export const showTest = signal(true);

/** @type {import("../../vendor/preact.js").ReadonlySignal<Point[]>} */
export const learned = computed(() =>
  experiment.value ? pointsOf(experiment.value.inputs, experiment.value.targets, true) : [],
);

/** @type {import("../../vendor/preact.js").ReadonlySignal<Point[]>} */
export const heldOutPoints = computed(() =>
  test.value && showTest.value ? pointsOf(test.value.inputs, test.value.targets, false) : [],
);

/** @param {number[][]} inputs @param {number[][]} targets @param {boolean} own @returns {Point[]} */
function pointsOf(inputs, targets, own) {
  const line = domain.value?.kind === "line";
  const said = meaning.value;
  const output = cellNow.value;
  const scale = said && scaleOf({ low: -1, high: 1 }, null, said);
  return inputs.map((input, k) => {
    const target = targets[k];
    const look =
      said?.kind === "classes" || !scale
        ? classLook(said ? classIn(said, target) : 0)
        : heightLook(target[output], scale);
    return { x: input[0], y: line ? target[output] : input[1], index: own ? k : -1, ...look };
  });
}
