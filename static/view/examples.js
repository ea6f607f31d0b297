/** The example on show, picked among all that are learned. */
import { Trace } from "../core/trace.js";
import { batch } from "../vendor/preact.js";
import { attempt } from "./actions.js";
import { postTraceOf } from "./api.js";
import { experiment, moment, shown, trace } from "./state.js";

/** Show an example: of this batch at once, another in the iteration of this epoch that learns it.
 * @param {number} index among the examples of the experiment */
export async function pickExample(index) {
  const at = trace.value?.document.rows.indexOf(index) ?? -1;
  if (at >= 0) return void (shown.value = at);
  await attempt(async () => {
    const of = experiment.value;
    const start = moment.value;
    if (!of || !start) return;
    const found = new Trace(await postTraceOf(of, start.iteration, index));
    batch(() => {
      trace.value = found;
      shown.value = found.document.rows.indexOf(index);
    });
  });
}

/** Which example is on show, among all of the experiment. */
export const picked = () => trace.value?.document.rows[shown.value] ?? -1;
