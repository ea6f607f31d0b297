/**
 * Whether the learner has brought an experiment to where a task wants it: conditions on cells of the
 * trace, and that nothing else was changed.
 *
 * @typedef {{tensor: string, cell: number[], over: string | null, magnitude: boolean,
 *   at_least: number | null, at_most: number | null, asked: number[] | null}} Condition
 * @import { Experiment, Trace } from "../data/trace.js"
 */

/** The loss with the new weights. */
const AFTER = "E+";

/** The loss on the examples that were kept back, and how many iterations were behind it. */
const TEST = "E_test";
const ITERATION = "iteration";
/** What it answers to an input that need not be among its data. */
const ANSWER = "answer";

/** What an experiment need not name that names its data. */
const DRAWN = ["inputs", "targets"];

/** What a condition is about; null where the network has no such cell. @param {Condition} condition
 * @param {Trace} trace @param {number | null} [test] loss on what was kept back, where it is known
 * @param {number | null} [answer] to the input that is asked, where it is known
 * @returns {number | null} */
export function measured({ tensor, cell, over, magnitude }, trace, test = null, answer = null) {
  if (tensor === AFTER) return trace.document.loss_after ?? null;
  if (tensor === TEST) return test;
  if (tensor === ANSWER) return answer;
  if (tensor === ITERATION) return trace.document.iteration;
  if (!inside(trace, tensor, cell) || (over && !inside(trace, over, cell))) return null;
  const value = trace.value(tensor, cell) / (over ? trace.value(over, cell) : 1);
  return magnitude ? Math.abs(value) : value;
}

/** @param {Trace} trace @param {string} tensor @param {number[]} cell */
const inside = (trace, tensor, cell) =>
  trace.has(tensor) && cell.every((place, k) => place < trace.tensor(tensor).shape[k]);

/** @param {Condition} condition @param {number | null} value */
export const meets = ({ at_least, at_most }, value) =>
  value !== null &&
  Number.isFinite(value) &&
  (at_least === null || value >= at_least) &&
  (at_most === null || value <= at_most);

/** The fields of an experiment that differ and were not to be changed. Where a parameter may be, it is
 * named with its place: parameters.b1. @param {Experiment} now @param {Experiment} begun
 * @param {string[]} only @returns {string[]} */
export function strayed(now, begun, only) {
  const [one, other] = [flat(now), flat(begun)];
  const drawn = begun.data ? DRAWN : []; // they are what the data draw: changed by hand, these go
  const allowed = (/** @type {string} */ name) =>
    [...only, ...drawn].some((field) => name === field || name.startsWith(`${field}.`));
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name] && !allowed(name));
}

/** @param {Experiment} experiment @returns {Record<string, string>} */
function flat({ parameters, ...rest }) {
  const given = Object.entries(parameters ?? {}).map(([name, value]) => [
    `parameters.${name}`,
    value,
  ]);
  const all = [...Object.entries(rest), ...given];
  return Object.fromEntries(all.map(([name, value]) => [name, JSON.stringify(value, inOrder)]));
}

/** Keys in one order, whoever wrote them. @param {string} _ @param {any} value */
const inOrder = (_, value) =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
