/**
 * What a person can do: move in time, choose a thing. Time goes by the steps of an iteration, or by
 * whole iterations; then playing is training.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { neighbour } from "../../core/data/frame.js";
import { firstOf } from "../../core/data/run.js";
import { batch } from "../../vendor/preact.js";
import * as state from "./state.js";
import { halt, haltsSoFar, interrupt, train } from "./train.js";
import { goToIteration, nextStop, settleAt, startRewinding } from "./navigate.js";

/** Be at a moment of the iteration. @param {number} t */
export function seek(t) {
  const end = state.trace.value?.steps.length ?? 0;
  settleAt(Math.min(Math.max(t, 0), end));
}

/** What was pressed is on its way. @type {Promise<unknown> | null} */
let going = null;

/** Do it once what was pressed before is there: it is meant of what is on show then. What asks for
 * another thing meanwhile drops it. @param {() => unknown} act */
function inTurn(act) {
  const halts = haltsSoFar();
  const done = going ? going.then(() => halts === haltsSoFar() && act()) : act();
  if (!(done instanceof Promise)) return;
  const own = (going = done.finally(() => {
    if (going === own) going = null;
  }));
}

/** Whether a key that is held down has to wait. */
export const waits = () => !!going;

/** Play or pause. @param {1 | -1} direction */
export function play(direction = 1) {
  if (!state.coarseTime.value) inTurn(() => playSteps(direction));
  else if (direction > 0) trainOrPause();
  else rewindOrPause();
}

/** @param {1 | -1} direction */
function playSteps(direction) {
  const end = state.trace.value?.steps.length ?? 0;
  batch(() => {
    state.goal.value = null;
    if (state.playing.value === direction) return void (state.playing.value = 0);
    if (direction > 0 && state.time.value >= end) state.time.value = 0;
    if (direction < 0 && state.time.value <= 0) state.time.value = end;
    state.playing.value = direction;
  });
}

function trainOrPause() {
  if (state.training.value) halt();
  else train();
}

async function rewindOrPause() {
  const on = state.playing.value === -1;
  await halt();
  startRewinding();
  state.playing.value = on ? 0 : -1;
}

/** Go to the next stop, or the one before; pressed again on the way, be there at once.
 * @param {1 | -1} direction */
export const stepBy = (direction) =>
  inTurn(() => (state.coarseTime.value ? stepOver(direction) : step(direction)));

/** @param {1 | -1} direction */
function step(direction) {
  const [from, end] = [state.goal.value ?? state.time.value, state.trace.value?.steps.length ?? 0];
  if (from >= end && direction > 0) return turn(1);
  if (from <= 0 && direction < 0) return turn(-1);
  const to = neighbour(state.allStops.value, from, direction);
  batch(() => {
    if (state.goal.value !== null) state.time.value = state.goal.value;
    if (state.still.matches) return seek(to);
    state.goal.value = to;
    state.playing.value = to === state.time.value ? 0 : direction;
  });
  return null;
}

/** To the iteration before, at its end, or the next, at its start. @param {1 | -1} direction
 * @param {number | null} [t] another moment within it; null: its first that tells */
export async function turn(direction, t = direction < 0 ? state.trace.value?.steps.length : 0) {
  const [line, trace] = [state.line.value, state.trace.value];
  if (!line || !trace) return;
  const { iteration, diverged } = trace.document;
  if (direction > 0 ? diverged : iteration <= firstOf(line)) return;
  await goToIteration(iteration + direction, t);
}

/** Another iteration, from its start. @param {number} iteration
 * @returns {Promise<boolean>} whether it could be gone to */
export function visitIteration(iteration) {
  const there = halt().then(() => goToIteration(iteration));
  inTurn(() => there);
  return there;
}

/** The iteration before or behind this one, from its start. @param {1 | -1} by */
export const visitNext = (by) =>
  inTurn(async () => {
    await interrupt();
    await turn(by, null);
  });

/** Over whole iterations: what has been is gone to, what has not is trained. @param {1 | -1} direction */
async function stepOver(direction) {
  await interrupt();
  const [line, now] = [state.line.value, state.trace.value?.document];
  if (!line || !now || (direction > 0 && now.diverged)) return;
  const to = nextStop(now.iteration, state.stride.value, direction);
  if (direction > 0 && line.record.last < to) await train(to);
  else await goToIteration(Math.max(to, firstOf(line)));
}

/** To the beginning: of the iteration, or of the line where time goes by iterations. */
export const toStart = () =>
  far(async () => {
    if (!state.coarseTime.value) return seek(0);
    if (state.line.value) await goToIteration(firstOf(state.line.value));
  });

/** To the end: of the iteration, or of what has been trained. */
export const toEnd = () =>
  far(async () => {
    if (!state.coarseTime.value) return seek(state.trace.value?.steps.length ?? 0);
    const last = state.line.value?.record.last ?? -1;
    if (last >= 0) await goToIteration(last);
  });

/** What is trained on the way there ends. @param {() => Promise<void>} act */
function far(act) {
  const calm = state.training.value ? halt() : Promise.resolve();
  inTurn(() => calm.then(act));
}

/** Jump to where a phase has its first step done. @param {string} phase */
export const toPhase = (phase) =>
  inTurn(() => {
    const first = state.trace.value?.steps.findIndex((s) => s.phase === phase) ?? -1;
    if (first >= 0) seek(first + 1);
  });

/** Choose a cell, or let it go when it is chosen already. @param {Cell | null} cell */
export function choose(cell) {
  const now = state.selected.value;
  const again = cell && now && cell.tensor === now.tensor && `${cell.cell}` === `${now.cell}`;
  state.selected.value = again ? null : cell;
}
