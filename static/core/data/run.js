/**
 * A line is the life of one experiment: where it begins and what it has been. Who changes something
 * begins another line; at a later iteration it branches off from the line before.
 *
 * @typedef {{inputs: any[], targets: any[]} | null} TestData
 * @typedef {{id: number, experiment: Experiment, test: TestData, names: DataNames | null,
 *   start: Checkpoint | null, from: {line: number, iteration: number} | null, example: any,
 *   preset: Preset | null, root: number, cut: boolean, replaced: Replaced | null,
 *   spot: number | null, record: Record}} Line  start: null where it
 *   begins with the experiment's own initial values; root: the line that all others were made from,
 *   one after the other; cut: it came without what was before its start; replaced: a person's own
 *   number, that an iteration goes on from; spot: the seed of the mistake in it that is to be found
 * @typedef {{name: string, changed: boolean}} Preset  what waited to be trained, and whether it is
 *   something else by now
 * @typedef {{iteration: number, number: Cell & {value: number}}} Replaced
 * @import { DataNames } from "./test-split.js"
 * @import { Cell, Checkpoint, Experiment } from "./trace.js"
 */
import { Record } from "./record.js";

let lines = 0;

/** A line that has not begun. @param {Experiment} experiment @param {Partial<Line>} [more]
 * @returns {Line} */
export function lineOf(experiment, more = {}) {
  lines = Math.max(lines, more.id ?? 0);
  const id = more.id ?? ++lines;
  return {
    id,
    root: id,
    experiment,
    test: null,
    names: null,
    start: null,
    from: null,
    example: null,
    preset: null,
    cut: false,
    replaced: null,
    spot: null,
    record: new Record(),
    ...more,
  };
}

/** Where to compute an iteration from; null: from the initial values. @param {Line} line
 * @param {number} iteration @returns {Checkpoint | null} */
export const towards = (line, iteration) => line.record.before(iteration) ?? line.start;

/** The first iteration of a line. @param {Line} line */
export const firstOf = (line) => line.start?.iteration ?? 0;

/** Whether a line has been trained. @param {Line} line */
export const trained = (line) => line.record.points.length > 1;

/** Iterations of an epoch: what is left of it is one more where it is used alone.
 * @param {Experiment} experiment */
export function epochOf({ inputs, batch, remainder = "use" }) {
  const size = Math.min(batch || inputs.length, inputs.length);
  return remainder === "use" ? Math.ceil(inputs.length / size) : Math.floor(inputs.length / size);
}

/** How many examples an iteration learns: the last batch of an epoch may be smaller, or the first one
 * larger by what the epoch before has left. @param {Experiment} experiment @param {number} iteration */
export function batchOf(experiment, iteration) {
  const count = experiment.inputs.length;
  const size = Math.min(experiment.batch || count, count);
  const epoch = epochOf(experiment);
  const position = iteration % epoch;
  const waiting = experiment.remainder === "carry" && position === 0 && iteration > 0;
  return waiting ? size + (count % size) : Math.min(size, count - position * size);
}
