/**
 * The examples that are held out of learning, and what the numbers of the data are called.
 *
 * @typedef {{inputs: string[], targets: string[], classes: string[], own: boolean}} DataNames
 *   own: they are columns of a table, and so no pixels
 * @import { Data } from "./examples.js"
 * @import { TestData } from "./run.js"
 * @typedef {Data & {test: number[], input_names: string[], target_names: string[],
 *   classes: string[]}} NamedData
 */
import { equal } from "./form.js";
import { shapeOf } from "./layers.js";

/** What is kept for a test; null: nothing is. @param {NamedData} data @returns {TestData} */
export function heldOut({ inputs, targets, test }) {
  if (!test.length) return null;
  return { inputs: test.map((k) => inputs[k]), targets: test.map((k) => targets[k]) };
}

/** @param {NamedData} data @param {boolean} own @returns {DataNames} */
export const namesOf = ({ input_names, target_names, classes }, own) => ({
  inputs: input_names,
  targets: target_names,
  classes,
  own,
});

/** Held-out examples as long as they are of the same make as those to learn from.
 * @param {TestData} test @param {{inputs: any[], targets: any[]}} experiment @returns {TestData} */
export function fittingTest(test, { inputs, targets }) {
  const like = (/** @type {any} */ a, /** @type {any} */ b) => equal(shapeOf(a), shapeOf(b));
  return test && like(test.inputs[0], inputs[0]) && like(test.targets[0], targets[0]) ? test : null;
}

/** The class that a target stands for; null where it stands for none.
 * @param {any} target @param {string[]} classes @returns {string | null} */
export function classOf(target, classes) {
  const values = [target].flat(Infinity);
  if (values.length === 1 && classes.length === 2) {
    const place = [0, 1].find((k) => values[0] === k) ?? (values[0] === -1 ? 0 : null);
    return place === null ? null : classes[place];
  }
  const ones = values.flatMap((v, k) => (v === 1 ? [k] : []));
  const whole = values.length === classes.length && values.every((v) => v === 0 || v === 1);
  return whole && ones.length === 1 ? classes[ones[0]] : null;
}
