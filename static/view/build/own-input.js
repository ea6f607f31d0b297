/** An input of one's own: drawn or typed, with what it should be, and how it goes through the network. */
import { answersIn, answersOrder } from "../../core/data/confusion.js";
import { inkOf, shaped } from "../../core/data/ink.js";
import { inPlace, shapeOf } from "../../core/data/layers.js";
import { computed, signal } from "../../vendor/preact.js";
import { play } from "../control/actions.js";
import { goToLine } from "../control/edit-experiment.js";
import { postBytes } from "../server/api.js";
import { following } from "../server/latest-request.js";
import { domain, meaning, network } from "../control/network-state.js";
import {
  coarseTime,
  experiment,
  grain,
  history,
  line,
  moment,
  shown,
  trace,
} from "../control/state.js";
import { settleAt } from "../control/navigate.js";
import { rebuild } from "./apply-edit.js";

/** @import { Stroke } from "../../core/data/ink.js" */

export const OWN_INPUT_PATH = ["trial"];
export const ownInputOpen = signal(false);
/** @type {import("../../vendor/preact.js").Signal<Stroke[]>} */
export const strokes = signal([]);
/** The numbers of an input that is no image. @type {import("../../vendor/preact.js").Signal<number[]>} */
export const typed = signal([]);
/** What it should be. @type {import("../../vendor/preact.js").Signal<number[]>} */
export const target = signal([]);
/** The targets of the classes, from the examples that were there before the trial.
 * @type {import("../../vendor/preact.js").Signal<number[][]>} */
export const classes = signal([]);

/** Begin with the example on show. */
export function openTrial() {
  const [now, at] = [experiment.value, trace.value];
  if (!now || !at) return;
  const row = at.document.rows[shown.value];
  typed.value = now.inputs[row].flat(Infinity);
  target.value = now.targets[row];
  if (now.inputs.length > 1 || !fits(now.targets[row]))
    classes.value = meaning.value?.kind === "classes" ? meaning.value.values : [];
  ownInputOpen.value = true;
}

/** Whether a target is one of the known classes. @param {number[]} row */
const fits = (row) => classes.value.some((one) => `${one}` === `${row}`);

/** The input as the network reads it. */
export const input = computed(() => {
  const now = experiment.value;
  if (!now) return null;
  const shape = shapeOf(now.inputs[0]);
  if (domain.value?.kind !== "image") return shaped(typed.value, shape);
  const [channels, high, wide] = domain.value.shape;
  const ink = inkOf(strokes.value, high, wide);
  return shaped(Array.from({ length: channels }, () => ink).flat(), shape);
});

/** What the network answers to it now. */
export const ownAnswer = following(
  computed(() => {
    const [of, now, start] = [network.value, experiment.value, moment.value];
    if (!ownInputOpen.value || !of || !now || !start || !input.value) return null;
    const data = { inputs: [input.value], targets: [target.value] };
    return { of, experiment: now, moment: start, data };
  }),
  async ({ experiment: now, moment: start, data }) =>
    Array.from(answersIn(await postBytes("answers", answersOrder(now, start, data))).values),
);

/** Let it go through the network, forward and back, as the only example there is. */
export async function followThrough() {
  const [own, wanted] = [input.value, target.value];
  const done = await rebuild(
    ({ document: { experiment: now } }) =>
      inPlace({ ...now, inputs: [own], targets: [wanted], batch: null }),
    OWN_INPUT_PATH,
  );
  if (!done) return;
  ownInputOpen.value = false;
  if (coarseTime.value) grain.value = "operation";
  settleAt(0);
  play(1);
}

/** The line that has all examples, while a trial is on show; null where there is none. */
export const wholeInput = computed(() => {
  const now = line.value;
  if (!now?.from || now.experiment.inputs.length > 1) return null;
  const id = now.from.line;
  const entry = history.value.past.findLast((one) => one.line.id === id);
  return entry && entry.line.experiment.inputs.length > 1 ? entry : null;
});

/** Back to all examples. */
export function leaveTrial() {
  const entry = wholeInput.value;
  if (entry) goToLine(entry.line.id, line.value?.from?.iteration ?? entry.iteration);
}
