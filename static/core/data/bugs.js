/**
 * The deliberate mistakes of an experiment, and the same experiment without them.
 *
 * @import { Line } from "./run.js"
 * @import { Experiment } from "./trace.js"
 */
import { equal } from "./form.js";
import { sent } from "./experiment.js";

/** @param {Experiment | null | undefined} experiment @returns {string[]} */
export const bugsOf = (experiment) => experiment?.bugs ?? [];

/** The experiment with these bugs alone; with none it says nothing of them.
 * @param {Experiment} experiment @param {string[]} bugs @returns {Experiment} */
export function withBugs(experiment, bugs) {
  const right = { ...experiment };
  delete right.bugs;
  return bugs.length ? { ...right, bugs: [...bugs].sort() } : right;
}

/** Whether a line is the same run as another without its mistakes: the same experiment, begun with the
 * same numbers. @param {Line} line @param {Line} wrong */
export function isRightOf(line, wrong) {
  if (bugsOf(line.experiment).length || line.replaced || line.root !== wrong.root) return false;
  const begun = (/** @type {Line} */ { start }) => start && [start.iteration, [...start.values]];
  return (
    equal(begun(line), begun(wrong)) &&
    equal(sent(line.experiment), sent(withBugs(wrong.experiment, [])))
  );
}
