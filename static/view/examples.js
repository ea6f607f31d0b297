/** The example on show, picked among all that are learned. */
import { epochOf, firstOf, towards } from "../core/line.js";
import { postValues } from "./api.js";
import { attempt, load } from "./load.js";
import { line, shown, time, trace } from "./state.js";
import { halt } from "./train.js";
import { settle } from "./travel.js";

/** Show an example: of this batch at once, another in the iteration of this epoch that learns it.
 * @param {number} index among the examples of the experiment */
export async function pickExample(index) {
  const at = trace.value?.document.rows.indexOf(index) ?? -1;
  if (at >= 0) return void (shown.value = at);
  await halt();
  await attempt(async () => {
    const [own, now] = [line.value, trace.value?.document];
    if (!own || !now) return;
    const epoch = epochOf(own.experiment);
    const begin = Math.max(Math.floor(now.iteration / epoch) * epoch, firstOf(own));
    const start = towards(own, begin);
    const found = await postValues(own.experiment, now.iteration, start, { example: index });
    const t = time.value;
    await load(own, found.iteration);
    settle(t);
    shown.value = Math.max(trace.value?.document.rows.indexOf(index) ?? 0, 0);
  });
}

/** Which example is on show, among all of the experiment. */
export const picked = () => trace.value?.document.rows[shown.value] ?? -1;
