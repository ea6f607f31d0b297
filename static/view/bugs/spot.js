/**
 * Spot the bug: a mistake that changes something here is switched on, and its name is found out. A
 * link holds the seed and not the name: this keeps it from being read by accident, it is no lock.
 */
import { bugsOf, withBugs } from "../../core/data/bugs.js";
import { allApart } from "../../core/explain/side-by-side.js";
import { begun, guessed, meantBy } from "../../core/explain/hunt.js";
import { Trace } from "../../core/data/trace.js";
import { postTrace } from "../server/api.js";
import { settleAt } from "../control/navigate.js";
import { tell } from "../control/queue.js";
import { halt } from "../control/train.js";
import { experiment, hunt } from "../control/state.js";
import { showTab } from "../ui/tabs.js";
import { askFitting } from "./fitting.js";
import { switchBugs } from "./switch-bugs.js";

/** @import { Experiment } from "../../core/data/trace.js" */

/** Seeds are short, so that they can be said. */
const SEEDS = 10_000;

/** Hide a mistake in the experiment on show. @param {number} [seed] @returns {Promise<boolean>} */
export async function beginHunt(seed = Math.floor(Math.random() * SEEDS)) {
  const now = experiment.value;
  if (!now) return false;
  try {
    const id = await hiddenBug(withBugs(now, []), seed);
    await halt(); // of the line on show nothing is to be found
    hunt.value = begun(seed);
    if (await switchBugs([id])) {
      settleAt();
      showTab("bug");
      return true;
    }
  } catch (error) {
    tell(error);
  }
  hunt.value = null;
  return false;
}

/** The mistake that a seed means: among those that fit, one that changes numbers.
 * @param {Experiment} right @param {number} seed */
async function hiddenBug(right, seed) {
  let ids = await askFitting(right);
  const without = new Trace(await postTrace(right, 0));
  while (ids.length) {
    const id = meantBy(seed, ids);
    const wrong = await postTrace(withBugs(right, [id]), 0).catch(() => null);
    if (wrong && allApart(new Trace(wrong), without).some(({ differ }) => differ)) return id;
    ids = ids.filter((one) => one !== id);
  }
  throw new Error("spot.nothing");
}

/** A name for the mistake. @param {string} id */
export function guess(id) {
  if (hunt.value) hunt.value = guessed(hunt.value, id, bugsOf(experiment.value));
}

/** Be told. */
export function giveAnswer() {
  if (hunt.value) hunt.value = { ...hunt.value, found: true, given: true };
}
