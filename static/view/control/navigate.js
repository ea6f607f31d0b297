/**
 * To another iteration of the line on show. While one moment is computed only the newest wish waits.
 * @import { Line } from "../../core/data/run.js"
 */
import { telling } from "../../core/data/frame.js";
import { firstOf } from "../../core/data/run.js";
import { batch } from "../../vendor/preact.js";
import { attempt, compute, load, pass, tell } from "./queue.js";
import * as state from "./state.js";
import { prepareSurfaces } from "../server/surfaces.js";

/** Milliseconds from one passing moment to the next: the eye sees no more, and the page has its rest.
 * Moments of many numbers take long, and the stage shows each part of them ten times a second. */
const PAUSE = 30;
const LONG_PAUSE = 60;
/** Numbers of a moment that are many. */
const MANY = 1000;

/** Stops a second of playing backwards, at the most. */
const FASTEST = 60;

/** Another iteration, all of it. @param {number} iteration @param {number | null} [t] the moment within it
 * @returns {Promise<boolean>} */
export function goToIteration(iteration, t) {
  const line = state.line.value;
  if (!line || iteration < firstOf(line) || state.gate.value) return Promise.resolve(false);
  return attempt(async () => {
    await whenCalm();
    await load(state.line.value ?? line, iteration);
    settleAt(t);
  });
}

/** Rest at a moment of the iteration on show: where it tells most, or at its start.
 * @param {number | null} [t] */
export function settleAt(t) {
  const trace = state.trace.value;
  if (!trace) return;
  batch(() => {
    state.playing.value = 0;
    state.goal.value = null;
    state.time.value = t ?? (state.coarseTime.value ? telling(trace) : 0);
  });
}

/** @type {number | null} */
let wanted = null;
/** Being on the way to an iteration. @type {Promise<void> | null} */
let passing = null;

/** Be at an iteration as soon as can be; of many asked for in haste only some are shown, the last one
 * always. @param {number} iteration */
export function passBy(iteration) {
  if (state.gate.value) return Promise.resolve();
  wanted = iteration;
  passing ??= pursue().finally(() => (passing = null));
  return passing;
}

/** Be on the way nowhere: what is computed in passing must not come after what is gone to. */
export async function whenCalm() {
  wanted = null;
  await passing;
}

async function pursue() {
  while (wanted !== null) {
    const line = state.line.value;
    const to = wanted;
    let pause = PAUSE;
    wanted = null;
    if (!line) return;
    try {
      const trace = await compute(line, Math.max(to, firstOf(line)));
      await prepareSurfaces(trace);
      if (line.id !== state.line.value?.id) continue; // on that one something else may be wanted
      pass(trace);
      pause = trace.checkpoint.values.length > MANY ? LONG_PAUSE : PAUSE;
    } catch (error) {
      tell(error);
      continue;
    }
    await new Promise((go) => setTimeout(go, pause));
  }
}

/** One stop on or back where time goes by whole iterations: the next multiple of the stride.
 * @param {number} iteration @param {number} stride @param {1 | -1} direction */
export const nextStop = (iteration, stride, direction) =>
  direction > 0
    ? (Math.floor(iteration / stride) + 1) * stride
    : Math.max((Math.ceil(iteration / stride) - 1) * stride, 0);

/** Where playing backwards is, in iterations; null: it has not begun. @type {number | null} */
let back = null;

/** Play backwards through iterations for so many seconds. @param {number} seconds */
export function rewind(seconds) {
  const [line, trace] = [state.line.value, state.trace.value];
  if (!line || !trace) return;
  const fast = Math.min(state.rate.value, FASTEST) * state.stride.value;
  back = (back ?? trace.document.iteration) - fast * seconds;
  const end = firstOf(line);
  passBy(Math.max(Math.floor(back / state.stride.value) * state.stride.value, end));
  if (back > end) return;
  back = null;
  state.playing.value = 0;
}

/** Play backwards from here. */
export function startRewinding() {
  back = null;
}
