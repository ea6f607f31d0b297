/** Mistakes switched on and off: another experiment, from the numbers on show. */
import { withBugs } from "../../core/data/bugs.js";
import { batch } from "../../vendor/preact.js";
import { edit } from "../build/apply-edit.js";
import { besideRun } from "../control/runs-list.js";
import { seek } from "../control/actions.js";
import { hunt, line, time, trace, whole } from "../control/state.js";
import { showTab } from "../ui/tabs.js";
import { rightLine } from "./right-run.js";

/** Where it is told if it cannot be. */
export const BUGS_PATH = ["bugs"];

/** Exactly these mistakes; the moment within the iteration stays.
 * @param {string[]} ids @returns {Promise<boolean>} */
export async function switchBugs(ids) {
  const at = time.value;
  const done = await edit((now) => withBugs(now, ids), BUGS_PATH);
  if (!done) return false;
  batch(() => {
    if (!ids.length) hunt.value = null;
    besideRun.value = ids.length && line.value ? rightLine(line.value).id : undefined;
    seek(at);
  });
  return true;
}

/** Mistakes with where they bite on show, and the right run beside them. @param {string[]} ids
 * @returns {Promise<boolean>} false where they do not go together */
export async function showBugs(ids) {
  hunt.value = null;
  if (!(await switchBugs(ids))) return false;
  if (ids.length) {
    goToBug(ids[0]);
    showTab("bug");
  }
  return true;
}

/** Go to the first step that a mistake has changed. @param {string} id */
export function goToBug(id) {
  const now = whole.value;
  const first = now?.steps.findIndex((step) => step.bugs?.includes(id)) ?? -1;
  if (first >= 0 && trace.value) seek(first + 1);
}
