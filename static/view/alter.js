/**
 * Changes to the experiment on show, taken back and done again.
 * @import { History } from "../core/history.js"
 * @import { Plan } from "../core/layers.js"
 * @import { Entry } from "./state.js"
 */
import { fitting } from "../core/held.js";
import { redone, undone } from "../core/history.js";
import { bare, carried, namesParameters, sameShapes } from "../core/layers.js";
import { drawn } from "../core/parameters.js";
import { Trace } from "../core/trace.js";
import { attempt, load } from "./actions.js";
import * as api from "./api.js";
import * as state from "./state.js";

/** Change the experiment on show; parameters go along where they still fit.
 * @param {(now: Trace) => Plan & {iteration?: number, example?: api.Example | null}} make
 * @returns {Promise<boolean>} */
export function alter(make) {
  return attempt(async () => {
    const before = state.trace.value;
    if (!before) return;
    const plan = make(before);
    const iteration = plan.restart ? 0 : (plan.iteration ?? before.document.iteration);
    const now = before.document.experiment;
    let { experiment } = plan;
    if (namesParameters(experiment) && !sameShapes(now, experiment)) {
      const after = new Trace(await api.postTrace(bare(experiment), 0));
      experiment = carried(plan, before, after);
    }
    if (plan.restart) experiment = drawn(experiment);
    const { test = state.test.value, names = state.dataNames.value } = plan;
    const held = { test: fitting(test, experiment), names };
    await load(experiment, iteration, plan.example ?? null, held);
  });
}

/** Take back the last change, or do it again. */
export const undo = () => travel(undone);
export const redo = () => travel(redone);

/** Be where we were, as if nothing had been changed since. @param {History<Entry>} before */
export const goBack = (before) => travel(() => before);

/** @param {(history: History<Entry>) => History<Entry> | null} way */
function travel(way) {
  return attempt(async () => {
    const to = way(state.history.value);
    if (!to?.now) return;
    const { experiment, iteration, example, held } = to.now;
    await load(experiment, iteration, example, held);
    state.history.value = to;
  });
}
