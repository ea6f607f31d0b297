/** The way in: from the header, and from a lesson that has numbers already. */
import { lesson } from "../lessons/course.js";
import { showTab } from "../ui/tabs.js";
import { entries } from "./answers-state.js";

/** Open the view in which numbers of one's own are checked.
 * @param {import("../../core/explain/entries.js").Entries} [given] to begin with, beside what was
 * entered before: tensor → cell, such as 0,1 → text */
export function openGrading(given = {}) {
  const tensors = Object.keys(given);
  if (tensors.length) {
    const both = tensors.map((name) => [name, { ...entries.value[name], ...given[name] }]);
    entries.value = { ...entries.value, ...Object.fromEntries(both) };
  }
  showTab("check");
}

/** Whether there is something to check by: a lesson marks its own tasks. */
export const offersGrading = () => !lesson.value;
