/**
 * How far the change that a nudge makes has run: a wave through the tensors it changes, one after the
 * other, each time something else is nudged.
 */
import { computed, effect, signal } from "../../vendor/preact.js";
import { still, training } from "../control/state.js";
import { nudgeFound } from "./nudged.js";

/** Milliseconds from one tensor to the next, and for all of them at most. */
const EACH = 160;
const ALL = 1600;

const passed = signal(0);

/** So many of the changed tensors the wave has reached. */
export const arrived = computed(() => Math.floor(passed.value));

effect(() => {
  const changed = nudgeFound.value?.answer?.nudges[0]?.changed;
  if (!changed) return;
  const total = changed.length;
  if (still.matches || training.peek()) return void (passed.value = total);
  const pace = Math.min(EACH, ALL / total);
  const start = performance.now();
  let going = true;
  const run = (/** @type {number} */ now) => {
    if (!going) return;
    passed.value = Math.min((now - start) / pace, total);
    if (passed.value < total) requestAnimationFrame(run);
  };
  passed.value = 0;
  requestAnimationFrame(run);
  return () => void (going = false);
});
