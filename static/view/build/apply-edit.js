/** A change to the experiment, applied at once; what cannot be is told at its own field, with the
 * nearest thing that works. */
import { biases, equal, freeze, withValue } from "../../core/data/form.js";
import { inPlace } from "../../core/data/layers.js";
import { remedy } from "../../core/data/quickfix.js";
import { batch } from "../../vendor/preact.js";
import { alter } from "../control/edit-experiment.js";
import { origin } from "../control/source-example.js";
import { faults, kinds, trace, trouble } from "../control/state.js";
import { refuse } from "./refused.js";

/** @import { Plan } from "../../core/data/layers.js"
 * @import { Remedy } from "../../core/data/quickfix.js"
 * @import { Experiment, Trace } from "../../core/data/trace.js"
 * @typedef {(string | number)[]} Path
 * @typedef {{nearest: string | number, key: string, take: () => unknown}} Way  out of a refusal
 * @typedef {{place: string, words: string, of: any, way: Way | null}} Refused */

/** Put a value at a path of the experiment; false if it stays as it was.
 * @param {Path} path @param {unknown} value */
export const change = (path, value) => edit((now) => withValue(now, path, value), path);

/** @param {boolean} trained */
export async function trainBiases(trained) {
  const current = trace.value;
  if (current)
    await edit(
      (now) => ({ ...now, frozen: freeze(now.frozen, biases(current), trained) }),
      ["frozen"],
    );
}

/** Another experiment with the same layers, each at its place.
 * @param {(now: Experiment, trace: Trace) => Experiment} make @param {Path} path where it is told
 * if that cannot be @param {Partial<Plan>} [more] */
export const edit = (make, path, more) =>
  rebuild((now) => ({ ...inPlace(make(now.document.experiment, now)), ...more }), path);

/** Another experiment, its layers perhaps at other places.
 * @param {(now: Trace) => Plan} make @param {Path} path */
export async function rebuild(make, path) {
  /** @type {Plan | null} */
  let plan = null;
  const done = await alter((now) => {
    const made = make(now);
    plan = made;
    const from = origin.value;
    const example = from && equal(made.experiment, from.experiment) ? from : null;
    return { ...made, example };
  });
  batch(() => {
    refuse(path, done ? "" : trouble.value, done ? null : wayOut(plan, path));
    trouble.value = ""; // it is told at the field
  });
  return done;
}

/** @param {Plan | null} plan @param {Path} path @returns {Way | null} */
function wayOut(plan, path) {
  const found = plan && remedy(plan.experiment, faults.value[0], kinds.value);
  if (!plan || !found) return null;
  const { experiment: works, key, nearest } = found;
  return { key, nearest, take: () => rebuild(() => ({ ...plan, experiment: works }), path) };
}
