/** A change to the experiment, applied at once; what cannot be is told at its own field. */
import { biases, equal, freeze, withValue } from "../../core/form.js";
import { signal } from "../../vendor/preact.js";
import { run } from "../actions.js";
import { origin } from "../origin.js";
import { experiment, trace, trouble } from "../state.js";

/** @import { Experiment } from "../../core/trace.js"
 * @typedef {(string | number)[]} Path */

/** The field that was refused last, why, and the experiment that stayed as it was.
 * @type {import("../../vendor/preact.js").Signal<{place: string, words: string, of: any}>} */
const refusal = signal({ place: "", words: "", of: null });

/** Why this field was refused; empty where it was not. @param {Path} path */
export function refusedAt(path) {
  const { place, words, of } = refusal.value;
  return of === experiment.value && place === path.join("/") ? words : "";
}

/** Put a value at a path of the experiment; false if it stays as it was.
 * @param {Path} path @param {unknown} value */
export async function change(path, value) {
  const now = experiment.value;
  return !!now && apply(withValue(now, path, value), path);
}

/** @param {boolean} trained */
export async function trainBiases(trained) {
  const [now, current] = [experiment.value, trace.value];
  if (now && current) await change(["frozen"], freeze(now.frozen, biases(current), trained));
}

/** @param {Path} path @param {string} words */
export function refuse(path, words) {
  refusal.value = { place: path.join("/"), words, of: experiment.value };
}

/** @param {Experiment} changed @param {Path} path */
async function apply(changed, path) {
  const from = origin.value;
  const back = from && equal(changed, from.experiment) ? from : null;
  const done = await run(changed, trace.value?.document.iteration ?? 0, back);
  refuse(path, done ? "" : trouble.value);
  trouble.value = ""; // it is told at the field
  return done;
}
