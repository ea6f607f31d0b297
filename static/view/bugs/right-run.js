/**
 * The same run without its mistakes, beside the one on show: it is trained as far, and its iteration
 * is computed for each that is looked at.
 * @import { Line } from "../../core/data/run.js"
 * @import { Checkpoint, Experiment } from "../../core/data/trace.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { ReadonlySignal, Signal } from "../../vendor/preact.js"
 * @typedef {{of: Line, experiment: Experiment, iteration: number, start: Checkpoint | null}} Order
 */
import { bugsOf, isRightOf, withBugs } from "../../core/data/bugs.js";
import { spread } from "../../core/data/record.js";
import { batchOf, firstOf, lineOf, towards, trained } from "../../core/data/run.js";
import { Trace } from "../../core/data/trace.js";
import { computed, effect, signal } from "../../vendor/preact.js";
import { besideRun } from "../control/runs-list.js";
import {
  examplesAdded,
  experiment,
  gate,
  hunting,
  inLesson,
  line,
  lines,
  trace,
  training,
} from "../control/state.js";
import { lesson, playsAnswer } from "../lessons/course.js";
import { postTrace, postValues } from "../server/api.js";
import { following } from "../server/latest-request.js";
import { run } from "../server/run.js";

/** Iterations that the server computes again for one answer. */
const NEAR = 1000;

/** The mistakes that are on, and told. A lesson tells its own itself. */
export const bugsOn = computed(() =>
  inLesson.value && !playsAnswer.value ? [] : bugsOf(experiment.value),
);

/** A person's own number, that the run on show goes on from. */
export const ownNumber = computed(() => line.value?.replaced?.number ?? null);
/** Whether the run on show is not the right one. */
export const astray = computed(() => bugsOn.value.length > 0 || !!ownNumber.value);

/** Whether both go on from the numbers on show, or each has gone its own way.
 * @type {Signal<boolean>} */
export const sameStart = signal(false);

/** @type {Map<number, Line>} */
const made = new Map();

/** The right line beside a wrong one. @param {Line} wrong @returns {Line} */
export function rightLine(wrong) {
  const known = made.get(wrong.id) ?? lines.value.find((one) => isRightOf(one, wrong));
  const { test, names, root, start } = wrong;
  const from = { line: wrong.id, iteration: firstOf(wrong) };
  const right = wrong.replaced ? wrong.experiment : withBugs(wrong.experiment, []);
  const line = known ?? lineOf(right, { test, names, root, start, from });
  made.set(wrong.id, line);
  return line;
}

/** @type {ReadonlySignal<Order | null>} */
const order = computed(() => {
  const [now, of] = [trace.value, line.value];
  void examplesAdded.value;
  if (!now || !of || training.value || !astray.value) return null;
  const { iteration } = now.document;
  const right = rightLine(of);
  const start = sameStart.value ? now.checkpoint : towards(right, iteration);
  if (iteration - (start?.iteration ?? firstOf(right)) > NEAR) return null; // it is on its way
  return asked(of, right.experiment, iteration, start);
});

/** The same order is the same value, so that it is asked once. @type {Order | null} */
let latest = null;

/** @param {Line} of @param {Experiment} right @param {number} iteration
 * @param {Checkpoint | null} start */
function asked(of, right, iteration, start) {
  const same =
    latest?.of === of && latest.iteration === iteration && latest.start?.values === start?.values;
  if (!same) latest = { of, experiment: right, iteration, start };
  return latest;
}

/** @type {Trace | null} one with the tables of the network */
let tables = null;

/** @param {Order} order */
async function ask({ experiment: right, iteration, start }) {
  const like = tables?.document.experiment === right ? tables : null;
  if (like && like.batch === batchOf(right, iteration))
    return like.again(await postValues(right, iteration, start));
  const found = await postTrace(right, iteration, start);
  return (tables = new Trace({ ...found, experiment: right }));
}

/** @type {ReadonlySignal<Followed<Order, Trace> | null>} */
const answer = following(order, ask);

/** The right trace of the iteration on show; null while it is not there, and while an answer is due
 * that it would give away. */
export const rightTrace = computed(() => {
  if (gate.value) return null;
  const [found, now] = [answer.value?.answer ?? null, trace.value];
  return found && found.document.iteration === now?.document.iteration ? found : null;
});

let busy = false;

/** Train the right run as far as the wrong one, whenever that goes on. */
export function followRight() {
  effect(() => {
    inLesson.value = !!lesson.value;
  });
  effect(() => {
    void examplesAdded.value;
    const now = line.value;
    if (now && astray.value && trained(now) && !busy) chase(now);
  });
}

/** @param {Line} wrong */
async function chase(wrong) {
  const right = rightLine(wrong);
  busy = true;
  try {
    while (line.value?.id === wrong.id && right.record.last < wrong.record.last)
      if (!(await stretch(right, wrong.record.last))) break;
  } catch {
    // the wrong run goes on without it, and it is asked for again with the next frame
  } finally {
    busy = false;
  }
}

/** @param {Line} right @param {number} last @returns {Promise<boolean>} whether it can go on */
async function stretch(right, last) {
  const { experiment: of, test, record } = right;
  const start = record.checkpoints.at(-1) ?? right.start;
  const length = start?.values.length ?? trace.value?.checkpoint.values.length ?? 1;
  const every = spread(last - (start?.iteration ?? 0), length);
  const order = { experiment: of, test, start, every, until: { iteration: last } };
  for await (const { point, at, end } of run(order, new AbortController().signal)) {
    record.add(point, at);
    if (end === "diverged" || end === "limit") return false;
  }
  beside(right);
  return true;
}

/** Show it in the curves. @param {Line} right */
function beside(right) {
  if (!trained(right) || hunting.value) return;
  if (!lines.value.some(({ id }) => id === right.id)) lines.value = [...lines.value, right];
  besideRun.value ??= right.id;
  examplesAdded.value++;
}
