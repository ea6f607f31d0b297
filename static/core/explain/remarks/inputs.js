/**
 * Inputs of very unequal scale: the gradient of a weight grows with its input, so one learning rate is
 * too large for some weights or far too small for others.
 * @import { Remark } from "./remarks.js"
 * @import { TestData } from "../../data/run.js"
 * @import { Experiment, Trace } from "../../data/trace.js"
 */

/** Ranges so many times apart are told: not deviations, for a pixel that is seldom black is no smaller
 * than others. */
const UNEQUAL = 50;

/** @param {Trace} trace @param {TestData} test @returns {Remark | null} */
export function unequalInputs(trace, test) {
  const { inputs } = trace.document.experiment;
  const input = [...trace.tensors.values()].find(({ kind }) => kind === "input");
  if (!input || input.shape.length !== 2 || input.shape[1] < 2 || inputs.length < 3) return null;
  const ranges = columns(inputs).map((column, k) => ({ k, range: rangeOf(column) }));
  const varied = ranges.filter(({ range }) => range > 0).sort((a, b) => a.range - b.range);
  const [least, most] = [varied[0], varied[varied.length - 1]];
  if (!least || most.range < UNEQUAL * least.range) return null;
  return {
    id: "unequal-inputs",
    values: { times: Math.round(most.range / least.range) },
    cells: [most, least].map(({ k }) => ({ tensor: input.name, cell: [0, k] })),
    mend: { values: {}, plan: (e) => standardised(e, test) },
  };
}

/** @param {number[]} column */
const rangeOf = (column) => Math.max(...column) - Math.min(...column);

/** @param {number[][]} rows */
const columns = (rows) => rows[0].map((_, k) => rows.map((row) => row[k]));

/** @param {number[]} column */
function spread(column) {
  const mean = column.reduce((sum, x) => sum + x / column.length, 0);
  const square = column.reduce((sum, x) => sum + (x - mean) ** 2 / column.length, 0);
  return { mean, deviation: Math.sqrt(square) };
}

/** Every input with mean 0 and deviation 1 over the examples that are learned; test examples are moved
 * by the same numbers. @param {Experiment} experiment @param {TestData} test */
export function standardised(experiment, test) {
  const by = columns(experiment.inputs).map(spread);
  const moved = (/** @type {number[][]} */ rows) =>
    rows.map((row) => row.map((x, k) => (x - by[k].mean) / (by[k].deviation || 1)));
  return {
    experiment: { ...experiment, inputs: moved(experiment.inputs), data: null },
    test: test && { ...test, inputs: moved(test.inputs) },
    restart: true,
  };
}
