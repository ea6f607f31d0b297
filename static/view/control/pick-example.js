/** The example on show, picked among all that are learned. */
import { epochOf, firstOf, towards } from "../../core/data/run.js";
import { Trace } from "../../core/data/trace.js";
import { postTrace } from "../server/api.js";
import { attempt, show } from "./queue.js";
import { line, pinned, shown, trace } from "./state.js";
import { halt } from "./train.js";

/** Show an example: of this batch at once, another in the iteration of this epoch that learns it.
 * @param {number} index among the examples of the experiment */
export async function pickExample(index) {
  pinned.value = index;
  const at = trace.value?.document.rows.indexOf(index) ?? -1;
  if (at >= 0) return void (shown.value = at);
  await halt();
  await attempt(async () => {
    const [of, now] = [line.value, trace.value];
    if (!of || !now) return;
    const each = epochOf(of.experiment);
    const begun = Math.floor(now.document.iteration / each) * each;
    // A line that branched off within an epoch has its first whole one behind it.
    const epoch = begun < firstOf(of) ? begun + each : begun;
    const start = towards(of, epoch);
    const found = new Trace(await postTrace(of.experiment, epoch, start, { example: index }));
    show(of, found);
    shown.value = found.document.rows.indexOf(index);
  });
}

/** What is pressed twice goes on twice. @type {Promise<unknown>} */
let picking = Promise.resolve();

/** Show an example that depends on the one on show.
 * @param {() => number | undefined} choose  undefined: none */
export function pickNext(choose) {
  picking = picking.then(() => {
    const index = choose();
    return index === undefined ? null : pickExample(index);
  });
}

/** Which example is on show, among all of the experiment. */
export const picked = () => trace.value?.document.rows[shown.value] ?? -1;
