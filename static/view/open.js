/**
 * Opening an experiment: a worked example, what a link names, a file, a new one.
 * @import { Line } from "../core/line.js"
 * @import { Experiment } from "../core/trace.js"
 */
import { lineOf } from "../core/line.js";
import { decode } from "../core/link.js";
import { presets } from "../core/presets.js";
import { Record } from "../core/record.js";
import { batch } from "../vendor/preact.js";
import * as api from "./api.js";
import { withExamples } from "./dataset.js";
import { attempt, exists, load } from "./load.js";
import * as state from "./state.js";
import { halt } from "./train.js";
import { settle } from "./travel.js";

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
    ? await run(moment.experiment, moment.iteration, begun(moment))
    : await openExample(moment?.example ?? FIRST, moment?.iteration ?? 0);
  const trouble = moment === undefined ? "link.broken" : state.trouble.value;
  if (!found && !state.trace.value) await openExample(FIRST);
  const trace = state.trace.value;
  if (!trace) return;
  batch(() => {
    state.trouble.value = trouble;
    state.playing.value = 0;
    state.goal.value = null;
    if (moment?.grain) state.grain.value = moment.grain;
    state.time.value = Math.min(moment?.t ?? OPENING, trace.steps.length);
    state.shown.value = Math.min(moment?.shown ?? 0, trace.batch - 1);
    state.selected.value = moment?.selected && exists(moment.selected) ? moment.selected : null;
  });
}

/** What a link says of the line beside its experiment. @param {import("../core/link.js").Moment} moment
 * @returns {Partial<Line>} */
function begun({ checkpoint, branch, test, preset }) {
  const said = { test, preset: preset && preset in presets ? preset : null };
  if (branch || !checkpoint) return { ...said, start: checkpoint };
  const record = new Record();
  record.keep(checkpoint);
  return { ...said, record };
}

/** @param {string} id @param {number} [iteration] @returns {Promise<boolean>} */
export async function openExample(id, iteration = 0) {
  await halt();
  return attempt(async () => {
    const example = await api.getExample(id);
    await load(lineOf(example.experiment, { example }), iteration);
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
  if (!(await run(presets[preset], 0, { preset }))) return;
  batch(() => {
    state.grain.value = "epoch";
    settle();
    state.selected.value = null;
  });
}
