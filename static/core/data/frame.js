/**
 * The picture is a function of time. Step k fills the time from k to k + 1; at t = k + 1 it has
 * landed, and at t = 0 nothing is computed yet.
 *
 * @typedef {{t: number, index: number, step: Step | null, look: number, move: number,
 *   land: number}} Frame  look, move and land run from 0 to 1 within the step
 * @typedef {"operation" | "layer" | "phase" | "iteration" | "epoch"} Grain
 * @import { Step, Trace } from "./trace.js"
 */

/** @type {Grain[]} */
export const GRAINS = ["operation", "layer", "phase", "iteration", "epoch"];

/** When within a step its operands have lit up, its pulses have arrived, its number has landed. */
const LOOK = 0.18;
const MOVE = 0.68;
const LAND = 0.84;

/** @param {Trace} trace @param {number} t @returns {Frame} */
export function frameAt(trace, t) {
  const end = trace.steps.length;
  const now = Math.min(Math.max(t, 0), end);
  const index = Math.ceil(now) - 1;
  const p = now - index;
  return {
    t: now,
    index,
    step: index < 0 ? null : trace.steps[index],
    look: part(p, 0, LOOK),
    move: ease(part(p, LOOK, MOVE)),
    land: ease(part(p, MOVE, LAND)),
  };
}

/** Whether the values of a tensor are on screen: given from the start, or computed by now.
 * @param {Trace} trace @param {Frame} frame @param {string} tensor */
export function isKnown(trace, frame, tensor) {
  const writer = trace.writer.get(tensor);
  if (writer === undefined) return trace.has(tensor);
  return writer < frame.index || (writer === frame.index && frame.land > 0);
}

/** The moments where stepping by this grain stops, 0 and the end among them.
 * @param {Trace} trace @param {Grain} grain @returns {number[]} */
export function stops(trace, grain) {
  const steps = trace.steps;
  /** @param {number} k */
  const group = (k) => (grain === "phase" ? steps[k].phase : `${steps[k].phase} ${steps[k].layer}`);
  if (grain === "iteration" || grain === "epoch") return [0, steps.length];
  const inner = steps.flatMap((_, k) =>
    k > 0 && (grain === "operation" || group(k) !== group(k - 1)) ? [k] : [],
  );
  return [0, ...inner, steps.length];
}

/** The moment at which an iteration tells most: all is computed, and nothing changed by it yet. A
 * mistake may put updates between the steps of the way back: they have been then.
 * @param {Trace} trace */
export const telling = (trace) => trace.steps.findLastIndex((step) => step.phase !== "update") + 1;

/** The next stop after t, or the last one before it. @param {number[]} all @param {number} t
 * @param {1 | -1} direction */
export function neighbour(all, t, direction) {
  const near = 1e-6;
  if (direction > 0) return all.find((s) => s > t + near) ?? all[all.length - 1];
  return all.findLast((s) => s < t - near) ?? 0;
}

/** @param {number} p @param {number} from @param {number} to */
const part = (p, from, to) => Math.min(Math.max((p - from) / (to - from), 0), 1);

/** @param {number} x */
const ease = (x) => x * x * (3 - 2 * x);
