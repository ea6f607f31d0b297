/**
 * The number that is nudged, by how much, and what the engine finds: what follows from it, and how far
 * the gradient had said so.
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { Asked } from "./asked.js"
 *
 * @typedef {{tensor: string, cells: number, largest: number, cell: number[], values?: string}} Changed
 * @typedef {"exact" | "curvature" | "kink" | "rounding" | "domain" | "wrong" | "overflow"} Rest
 *   what the difference is due to
 * @typedef {{tensor: string, cell: number[], epsilon: number, value: number, moved: number,
 *   gradient: number, promised: number | null, loss: number | null, change: number | null,
 *   difference: number | null, reason: Rest, curvature: number | null, digits: number,
 *   kinks: [string, number[]][], changed: Changed[]}} Nudge
 * @typedef {{points: number[], losses: (number | null)[], value: number, gradient: number,
 *   step: {to: number, promised: number | null, came: number | null} | null}} Slice
 * @typedef {{loss: number, counts: {parameters: number, forward_passes: number,
 *   backward_passes: number}, nudges: Nudge[], slices: Slice[],
 *   descent: {promised: number | null, came: number | null} | null}} Checks
 * @typedef {Asked & {epsilon: number}} Order
 */
import { nudgeableAt, POWERS, sliceAround } from "../../core/explain/nudgeable.js";
import { computed, signal } from "../../vendor/preact.js";
import { following } from "../server/latest-request.js";
import { unhurried, whileAsked } from "./asked.js";
import { askEngine } from "./engine.js";

/** Points of the slice. */
const STEPS = 41;

/** By how much. */
export const epsilon = signal(0.001);

const wanted = whileAsked("nudge", nudgeableAt);

const order = computed(() => wanted.value && { ...wanted.value, epsilon: epsilon.value });

/** @type {ReadonlySignal<Followed<Order, Checks> | null>} */
export const nudgeFound = following(
  order,
  ({ now, cell, epsilon }) => {
    const sweep = POWERS.map((power) => ({ ...cell, epsilon: Math.sign(epsilon) * 10 ** power }));
    const weight = now.tensor(cell.tensor).kind === "parameter";
    return askEngine("checks", now, {
      parameters: [],
      nudges: [{ ...cell, epsilon, values: "base64" }, ...sweep],
      slices: weight ? [{ ...cell, ...sliceAround(now, cell), steps: STEPS }] : [],
    });
  },
  unhurried,
);
