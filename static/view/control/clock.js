/** Time passes: one loop, asleep while nothing plays. A test puts its own clock in `source`. */
import { neighbour } from "../../core/data/frame.js";
import { batch, effect } from "../../vendor/preact.js";
import { allStops, coarseTime, goal, playing, speed, time, trace } from "./state.js";
import { rewind } from "./navigate.js";

/** Seconds for one stop at speed 1. */
const PACE = 1.7;

export const timeSource = {
  now: () => performance.now(),
  /** @param {FrameRequestCallback} callback */
  next: (callback) => requestAnimationFrame(callback),
};

/** Start the clock. */
export function runClock() {
  let before = 0;
  let awake = false;
  const tick = () => {
    const now = timeSource.now();
    advance(Math.min((now - before) / 1000, 0.1));
    before = now;
    awake = playing.value !== 0;
    if (awake) timeSource.next(tick);
  };
  effect(() => {
    if (playing.value === 0 || awake) return;
    awake = true;
    before = timeSource.now();
    timeSource.next(tick);
  });
}

/** Move the time on by so many seconds. @param {number} seconds */
export function advance(seconds) {
  const direction = playing.value;
  const current = trace.value;
  if (!direction || !current) return;
  if (coarseTime.value) return rewind(seconds);
  const stop = neighbour(allStops.value, time.value, direction);
  const start = neighbour(allStops.value, stop, direction > 0 ? -1 : 1);
  const length = Math.max(Math.abs(stop - start), 1);
  const rate = (speed.value * Math.sqrt(length)) / PACE;
  const end = goal.value ?? (direction > 0 ? current.steps.length : 0);
  const next = time.value + direction * rate * seconds;
  const there = direction > 0 ? next >= end : next <= end;
  batch(() => {
    time.value = there ? end : next;
    if (there) {
      playing.value = 0;
      goal.value = null;
    }
  });
}
