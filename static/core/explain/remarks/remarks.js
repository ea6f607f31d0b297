/**
 * What is wrong with an experiment although every number is right: the cause, the cells that show it,
 * and a change that mends it. Each remark is a function of the moment on show; the first that applies
 * is said.
 *
 * @typedef {{id: string, values: Record<string, string | number>, cells: Cell[], mend: Mend}} Remark
 *   its words are `remark.ID` in the catalogues, and `remark.ID.mend` those of the button
 * @typedef {{values: Record<string, string | number>,
 *   plan: (now: Experiment) => {experiment: Experiment} & Partial<Plan>}} Mend
 * @import { Kind } from "../../data/kinds.js"
 * @import { Plan } from "../../data/layers.js"
 * @import { TestData } from "../../data/run.js"
 * @import { Cell, Experiment, Trace } from "../../data/trace.js"
 */
import { unequalInputs } from "./inputs.js";
import { crossEntropyWithoutShares, softmaxOfOne } from "./output.js";
import { diverged, longSteps } from "./rate.js";
import { equalUnits } from "./symmetry.js";
import { deadUnits, saturatedUnits, stepUnits } from "./units.js";

/** All that apply, the gravest first. @param {Trace} trace @param {Kind[]} kinds
 * @param {TestData} [test] @returns {Remark[]} */
export function remarksOn(trace, kinds, test = null) {
  return [
    diverged(trace),
    softmaxOfOne(trace, kinds),
    crossEntropyWithoutShares(trace, kinds),
    stepUnits(trace, kinds),
    equalUnits(trace),
    unequalInputs(trace, test),
    deadUnits(trace, kinds),
    saturatedUnits(trace),
    longSteps(trace),
  ].filter((remark) => remark !== null);
}
