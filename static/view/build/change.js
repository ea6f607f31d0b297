/** A change to the experiment, applied at once; what cannot be is told at its own field. */
import { biases, equal, freeze, withValue } from "../../core/form.js";
import { signal } from "../../vendor/preact.js";
import { run } from "../actions.js";
import { origin } from "../origin.js";
import { experiment, trace, trouble } from "../state.js";

/** @import { Experiment } from "../../core/trace.js"
 * @typedef {(string | number)[]} Path */

/** The field that was refused last, and why. */
export const refusal = signal({ place: "", words: "" });

/** Put a value at a path of the experiment. @param {Path} path @param {unknown} value */
export async function change(path, value) {
  const now = experiment.value;
  if (now) await apply(withValue(now, path, value), path);
}

/** @param {boolean} trained */
export async function trainBiases(trained) {
  const [now, current] = [experiment.value, trace.value];
  if (!now || !current) return;
  const frozen = freeze(now.frozen, biases(current), trained);
  await apply({ ...now, frozen }, ["frozen"]);
}

/** @param {Path} path @param {string} words */
export function refuse(path, words) {
  refusal.value = { place: path.join("/"), words };
}

/** @param {Experiment} changed @param {Path} path */
async function apply(changed, path) {
  const from = origin.value;
  const back = from && equal(changed, from.experiment) ? from : null;
  const done = await run(changed, trace.value?.document.iteration ?? 0, back);
  refuse(path, done ? "" : trouble.value);
  trouble.value = ""; // it is told at the field
}
