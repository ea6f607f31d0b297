/**
 * Changes to the experiment on show, taken back and done again. At its beginning an experiment just
 * begins otherwise; later a line branches off, with the weights as they are.
 * @import { History } from "../../core/data/history.js"
 * @import { Plan } from "../../core/data/layers.js"
 * @import { Line } from "../../core/data/run.js"
 * @import { Entry } from "./state.js"
 */
import { bugsOf } from "../../core/data/bugs.js";
import { carriedValues } from "../../core/data/transfer-parameters.js";
import { named } from "../../core/data/experiment.js";
import { fittingTest } from "../../core/data/test-split.js";
import { joined, redone, turnedTo, undone } from "../../core/data/history.js";
import { withoutParameters, carried, namesParameters, sameShapes } from "../../core/data/layers.js";
import { firstOf, lineOf, trained } from "../../core/data/run.js";
import { drawn } from "../../core/data/parameters.js";
import { Trace } from "../../core/data/trace.js";
import { batch } from "../../vendor/preact.js";
import * as api from "../server/api.js";
import { later, parts } from "../ui/later.js";
import { attempt, compute, load, show } from "./queue.js";
import * as state from "./state.js";
import { goesOn, halt, train } from "./train.js";
import { say } from "../ui/toast.js";

/** Change the experiment on show; parameters go along where they still fit, and training goes on.
 * @param {(now: Trace) => Plan & {example?: api.Example | null}} make @returns {Promise<boolean>} */
export async function alter(make) {
  const again = goesOn(); // who has just pressed pause wants no more of it
  const root = state.line.value?.root;
  await halt();
  const done = await attempt(async () => {
    const [line, before] = [state.line.value, state.trace.value];
    if (!line || !before) return;
    const plan = make(before);
    const next = await planned(plan, line, before);
    await load(next, firstOf(next));
    if (plan.since) state.history.value = joined(plan.since, state.history.value);
    if (next.start && trained(line)) say("branch.begun", { iteration: next.start.iteration });
  });
  if (done && again) train(null, root); // not what was opened since
  return done;
}

/** The line that a plan begins. @param {Plan & {example?: api.Example | null}} plan @param {Line} line
 * @param {Trace} before @returns {Promise<Line>} */
async function planned(plan, line, before) {
  const { iteration, experiment: now } = before.document;
  const { example = null, restart = false, rewind = false, values } = plan;
  const experiment = await fitted({ ...plan, experiment: named(now, plan.experiment) }, before);
  // A change that was never trained is passed over: nothing could be compared with it.
  const from = trained(line) || !line.from ? { line: line.id, iteration } : line.from;
  const { test = line.test, names = line.names } = plan;
  const preset = line.preset && { ...line.preset, changed: true };
  const spot = bugsOf(experiment).length ? (state.hunt.value?.seed ?? null) : null;
  const more = { test: fittingTest(test, experiment), names, preset, from, root: line.root, spot };
  if (restart) return lineOf(drawn(experiment), { ...more, example });
  if (rewind) return lineOf(experiment, { ...more, start: line.start, cut: line.cut, example });
  if (iteration === 0 && !line.start && !plan.unlisted)
    return lineOf(experiment, { ...more, example });
  const start = { iteration, values: values ?? (await along({ ...plan, experiment }, before)) };
  return lineOf(experiment, { ...more, start });
}

/** The planned experiment; given parameters whose names or shapes have changed go where they fit.
 * @param {Plan} plan @param {Trace} before */
async function fitted(plan, before) {
  const { experiment } = plan;
  if (!namesParameters(experiment) || sameShapes(before.document.experiment, experiment)) {
    return experiment;
  }
  return carried(plan, before, new Trace(await api.postTrace(withoutParameters(experiment), 0)));
}

/** What parameters and state have become, for a network that may be another.
 * @param {Plan} plan @param {Trace} before */
async function along(plan, before) {
  const after = new Trace(await api.postTrace(plan.experiment, 0));
  return carriedValues(plan, before, after);
}

/** Take back the last change; it is said which that was. */
export const undo = () => turn(undone, "undo.done");

/** Do again what was taken back last. */
export const redo = () => turn(redone, "redo.done");

/** Be where we were, as if nothing had been changed since. @param {History<Entry>} before */
export const goBack = (before) => turn(() => before);

/** Show a line that the history knows, at an iteration. @param {number} id
 * @param {number | null} iteration  null: where it was left
 * @returns {Promise<boolean>} false where it is known no more */
export async function goToLine(id, iteration) {
  const way = (/** @type {History<Entry>} */ history) => {
    const to = turnedTo(history, ({ line }) => line.id === id);
    if (!to?.now || (iteration !== null && iteration < firstOf(to.now.line))) return null;
    return { ...to, now: { ...to.now, iteration: iteration ?? to.now.iteration } };
  };
  return way(state.history.value) !== null && turn(way);
}

/** Another place of the history. What is still on its way comes first: a change that was made just now
 * is one that can be taken back.
 * @param {(history: History<Entry>) => History<Entry> | null} way
 * @param {"undo.done" | "redo.done"} [said] of the change between the two
 * @returns {Promise<boolean>} */
async function turn(way, said) {
  await halt(); // what was trained just now is taken back first
  return attempt(async () => {
    const before = state.history.value;
    const to = way(before);
    if (!to?.now) return;
    const { line, iteration } = to.now;
    const change = said === "undo.done" ? [to.now, before.now] : [before.now, to.now];
    const [what, found] = await Promise.all([
      said && later("nameOfChange")(...change),
      compute(line, iteration, undefined, { loss_after: true }),
    ]);
    const words = parts.value?.scenes;
    batch(() => {
      const part = words?.enterScene(to); // what it hides is hidden before it is drawn
      show(line, found);
      state.history.value = to;
      if (part) words?.stand(part);
    });
    if (said) say(said, { what });
  });
}
