/**
 * What a person can do: open an experiment, move in time, choose a thing.
 * @import { Cell, Experiment } from "../core/trace.js"
 */
import { neighbour } from "../core/frame.js";
import { amended, recorded } from "../core/history.js";
import { decode } from "../core/link.js";
import { Trace } from "../core/trace.js";
import { batch } from "../vendor/preact.js";
import * as api from "./api.js";
import * as state from "./state.js";

const FIRST = "two-neuron-chain";
/** Mid-thought: the moment at which the page opens. */
const OPENING = 13;

/** Open what the link names, or the first example in the middle of its backward pass. */
export async function open() {
  const [rows, kinds] = await Promise.all([api.getExamples(), api.getKinds()]);
  batch(() => {
    state.examples.value = rows;
    state.kinds.value = kinds;
  });
  await follow();
}

/** Go to the moment that the address names; what it cannot name is said, beside an example. */
export async function follow() {
  const moment = await decode(location.hash).catch(() => undefined);
  const found = moment?.experiment
    ? await run(moment.experiment, moment.iteration, null)
    : await openExample(moment?.example ?? FIRST, moment?.iteration ?? 0);
  const trouble = moment === undefined ? "link.broken" : state.trouble.value;
  if (!found && !state.trace.value) await openExample(FIRST);
  if (!state.trace.value) return;
  const end = state.trace.value.steps.length;
  batch(() => {
    state.trouble.value = trouble;
    state.playing.value = 0;
    state.goal.value = null;
    state.time.value = Math.min(moment?.t ?? OPENING, end);
    state.shown.value = Math.min(moment?.shown ?? 0, (state.trace.value?.batch ?? 1) - 1);
    state.selected.value = moment?.selected && exists(moment.selected) ? moment.selected : null;
  });
}

/** @param {string} id @param {number} [iteration] @returns {Promise<boolean>} */
export async function openExample(id, iteration = 0) {
  return attempt(async () => {
    const example = await api.getExample(id);
    await load(example.experiment, iteration, example);
  });
}

/** Compute and show an iteration; the picture before stays if that fails.
 * @param {Experiment} experiment @param {number} iteration @param {api.Example | null} [example]
 * @returns {Promise<boolean>} */
export function run(experiment, iteration = 0, example = null) {
  return attempt(() => load(experiment, iteration, example));
}

/** @param {Experiment} experiment @param {number} iteration @param {api.Example | null} example
 * @param {state.Held} [held] else what is held out stays with its experiment */
export async function load(experiment, iteration, example, held) {
  const trace = new Trace(await api.postTrace(experiment, iteration));
  batch(() => {
    remember(trace, example, held);
    const same = state.trace.value?.steps.length === trace.steps.length;
    state.trace.value = trace;
    state.example.value = example;
    state.trouble.value = "";
    state.shown.value = Math.min(state.shown.value, trace.batch - 1);
    if (!same) state.time.value = Math.min(state.time.value, trace.steps.length);
    if (state.selected.value && !exists(state.selected.value)) state.selected.value = null;
    state.hovered.value = null;
  });
}

/** An entry of the history for another experiment; the present one where only the moment is another.
 * @param {Trace} trace @param {api.Example | null} example @param {state.Held} [given] */
function remember({ document: { experiment, hash, iteration } }, example, given) {
  const now = state.history.value.now;
  const again = now?.hash === hash;
  const held = given ?? (again && now ? now.held : { test: null, names: null });
  const enter = again ? amended : recorded;
  state.history.value = enter(state.history.value, { hash, experiment, example, iteration, held });
  state.test.value = held.test;
  state.dataNames.value = held.names;
}

/** Another iteration of the same experiment, from its first step. @param {number} iteration */
export async function goToIteration(iteration) {
  const experiment = state.experiment.value;
  if (!experiment || iteration < 0) return;
  if (await run(experiment, iteration, state.example.value)) seek(0);
}

/** Be at a moment. @param {number} t */
export function seek(t) {
  const end = state.trace.value?.steps.length ?? 0;
  batch(() => {
    state.playing.value = 0;
    state.goal.value = null;
    state.time.value = Math.min(Math.max(t, 0), end);
  });
}

/** Play or pause; at the end, playing starts over. @param {1 | -1} direction */
export function play(direction = 1) {
  const end = state.trace.value?.steps.length ?? 0;
  batch(() => {
    state.goal.value = null;
    if (state.playing.value === direction) return void (state.playing.value = 0);
    if (direction > 0 && state.time.value >= end) state.time.value = 0;
    if (direction < 0 && state.time.value <= 0) state.time.value = end;
    state.playing.value = direction;
  });
}

/** Go to the next stop, or the one before; pressed again on the way, be there at once.
 * @param {1 | -1} direction */
export function stepBy(direction) {
  const from = state.goal.value ?? state.time.value;
  const to = neighbour(state.allStops.value, from, direction);
  batch(() => {
    if (state.goal.value !== null) state.time.value = state.goal.value;
    if (state.still.matches) return seek(to);
    state.goal.value = to;
    state.playing.value = to === state.time.value ? 0 : direction;
  });
}

/** Jump to where a phase has its first step done. @param {string} phase */
export function toPhase(phase) {
  const first = state.trace.value?.steps.findIndex((s) => s.phase === phase) ?? -1;
  if (first >= 0) seek(first + 1);
}

/** Choose a cell, or let it go when it is chosen already. @param {Cell | null} cell */
export function choose(cell) {
  const now = state.selected.value;
  const again = cell && now && cell.tensor === now.tensor && `${cell.cell}` === `${now.cell}`;
  state.selected.value = again ? null : cell;
}

/** @param {Cell} cell */
function exists({ tensor, cell }) {
  const shape = state.trace.value?.tensors.get(tensor)?.shape;
  return !!shape && shape.length === cell.length && cell.every((c, k) => c >= 0 && c < shape[k]);
}

/** One thing after the other: what is pressed twice happens twice. */
let last = Promise.resolve(true);

/** @param {() => Promise<void>} work @returns {Promise<boolean>} */
export function attempt(work) {
  last = last.then(async () => {
    try {
      await work();
      return true;
    } catch (error) {
      batch(() => {
        state.faults.value = error instanceof api.Problem ? error.errors : [];
        state.trouble.value = (error instanceof Error && error.message) || "trouble.unknown";
      });
      return false;
    }
  });
  return last;
}
