/**
 * The moment on show with all that it takes to show it again elsewhere.
 * @import { Moment } from "../../core/data/permalink.js"
 */
import { withBugs } from "../../core/data/bugs.js";
import * as state from "./state.js";

/** @returns {Moment} */
export function momentNow() {
  return state.hunting.value ? hidden() : wholeMoment();
}

/** What a link to a mistake that is to be found tells: where it begins, and not which one it is.
 * @returns {Moment} */
function hidden() {
  const all = wholeMoment();
  const start = state.line.value?.start ?? null;
  return {
    ...all,
    experiment: all.experiment && withBugs(all.experiment, []),
    example: null,
    spot: state.hunt.value?.seed ?? null,
    iteration: start?.iteration ?? 0,
    checkpoint: start,
    trained: false,
    t: 0,
  };
}

/** With nothing hidden: what comes back to the same person. @returns {Moment} */
export function wholeMoment() {
  const now = state.line.value;
  const iteration = state.trace.value?.document.iteration ?? 0;
  const trained = now?.record.last !== -1;
  // What begins with its own initial values can be computed again; a run is told to the last bit.
  const own = !now?.start && (iteration === 0 || !trained);
  return {
    example: state.example.value?.id ?? null,
    experiment: state.experiment.value,
    test: state.test.value,
    names: now?.names ?? null,
    iteration,
    checkpoint: own ? null : state.moment.value,
    branch: !!now?.start,
    trained: trained && !now?.start && iteration > 0,
    preset: now?.preset && !now.preset.changed ? now.preset.name : null,
    t: state.time.value,
    shown: state.shown.value,
    grain: state.grain.value,
    selected: state.selected.value,
    spot: null,
  };
}
