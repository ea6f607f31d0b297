/**
 * Opening an experiment: a worked example, what a link names, a file, a new one.
 * @import { Grain } from "../core/frame.js"
 * @import { Line } from "../core/line.js"
 * @import { Moment } from "../core/link.js"
 * @import { Cell, Experiment } from "../core/trace.js"
 */
import { lineOf } from "../core/line.js";
import { decode } from "../core/link.js";
import { presets } from "../core/presets.js";
import { Record } from "../core/record.js";
import { batch } from "../vendor/preact.js";
import * as api from "./api.js";
import { withExamples } from "./dataset.js";
import { catchUp } from "./earlier.js";
import { attempt, exists, load } from "./load.js";
import * as state from "./state.js";
import { halt } from "./train.js";
import { settle } from "./travel.js";

const FIRST = "two-neuron-chain";
/** Mid-thought: the moment at which the page opens. */
const OPENING = 13;

/** Open what the link names, or the first example in the middle of its backward pass; before that,
 * what was there before a reload. @param {() => Promise<boolean>} goOn */
export async function open(goOn) {
  const [rows, kinds] = await Promise.all([api.getExamples(), api.getKinds()]);
  batch(() => {
    state.examples.value = rows;
    state.kinds.value = kinds;
  });
  if (!(await goOn())) await follow();
}

/** Go to the moment that the address names; what it cannot name is said, beside an example. */
export async function follow() {
  const moment = await decode(location.hash).catch(() => undefined);
  const found = await (moment ? openMoment(moment) : openExample(FIRST));
  const trouble = moment === undefined ? "link.broken" : state.trouble.value;
  if (!found && !state.trace.value) await openExample(FIRST);
  if (!moment) return rest({ t: OPENING, shown: 0, selected: null }, trouble);
  rest(moment, trouble);
}

/** Show what a link or a file names. @param {Moment} moment @returns {Promise<boolean>} */
export async function openMoment(moment) {
  const { example, experiment, iteration } = moment;
  const opened = experiment
    ? run(experiment, iteration, begun(moment))
    : openExample(example ?? FIRST, iteration, begun(moment));
  if (!(await opened)) return false;
  rest(moment);
  if (moment.trained) catchUp();
  return true;
}

/** Rest at the moment within an iteration, with what was chosen.
 * @param {{t: number, shown: number, selected: Cell | null, grain?: Grain}} at
 * @param {string} [trouble] */
export function rest({ t, shown, selected, grain }, trouble = "") {
  const trace = state.trace.value;
  if (!trace) return;
  batch(() => {
    state.trouble.value = trouble;
    state.playing.value = 0;
    state.goal.value = null;
    if (grain) state.grain.value = grain;
    state.time.value = Math.min(t, trace.steps.length);
    state.shown.value = Math.min(shown, trace.batch - 1);
    state.selected.value = selected && exists(selected) ? selected : null;
  });
}

/** What a link says of the line beside its experiment. @param {Moment} moment
 * @returns {Partial<Line>} */
function begun({ checkpoint, branch, test, names, preset }) {
  const said = {
    test,
    names,
    preset: preset && preset in presets ? { name: preset, changed: false } : null,
  };
  if (branch || !checkpoint) return { ...said, start: checkpoint, cut: branch };
  const record = new Record();
  record.keep(checkpoint);
  return { ...said, record };
}

/** @param {string} id @param {number} [iteration] @param {Partial<Line>} [more]
 * @returns {Promise<boolean>} */
export async function openExample(id, iteration = 0, more = {}) {
  await halt();
  return attempt(async () => {
    const example = await api.getExample(id);
    await load(lineOf(example.experiment, { ...more, example }), iteration);
    if (state.coarse.value) state.grain.value = "operation";
  });
}

/** Compute and show an iteration; the picture before stays if that fails.
 * @param {Experiment} experiment @param {number} [iteration] @param {Partial<Line>} [more]
 * @returns {Promise<boolean>} */
export async function run(experiment, iteration = 0, more = {}) {
  await halt();
  return attempt(async () => {
    const { experiment: filled, ...held } = await withExamples(experiment);
    await load(lineOf(filled, { ...more, ...held }), iteration);
  });
}

/** Open an experiment that waits to be trained. @param {string} preset */
export async function ready(preset) {
  if (!(await run(presets[preset], 0, { preset: { name: preset, changed: false } }))) return;
  batch(() => {
    state.grain.value = "epoch";
    settle();
    state.selected.value = null;
  });
}
