/**
 * Examples added and removed, targets of another width, whole sets of data taken over.
 *
 * @typedef {{kind: string, inputs: any[], targets: number[][], training: number[]}} Data
 * @typedef {{key: string, values: Record<string, string | number>}} Remark  what else was changed
 * @import { Kind } from "./kinds.js"
 * @import { Experiment, Trace } from "./trace.js"
 */
import { fresh, withValue } from "./form.js";
import { cellCountOf, within } from "./kinds.js";
import { layerOps } from "./layers.js";
import { size } from "./trace.js";

/** Up to here an update uses all examples at once; of more it takes so many at a time. */
const BATCH = 10;
const FEW = 32;

/** With a copy of an example behind the last, to be changed. @param {Experiment} experiment
 * @param {number} row @returns {Experiment} */
export function exampleAdded(experiment, row) {
  const { inputs, targets } = experiment;
  return {
    ...experiment,
    inputs: [...inputs, inputs[row]],
    targets: [...targets, targets[row]],
  };
}

/** With another example behind the last. @param {Experiment} experiment @param {any[]} input
 * @param {number[]} target @returns {Experiment} */
export function exampleGiven(experiment, input, target) {
  const { inputs, targets } = experiment;
  return { ...experiment, inputs: [...inputs, input], targets: [...targets, target] };
}

/** @param {Experiment} experiment @param {number} row @returns {Experiment} */
export function exampleRemoved(experiment, row) {
  const others = (/** @type {any[]} */ list) => list.filter((_, k) => k !== row);
  const [inputs, targets] = [others(experiment.inputs), others(experiment.targets)];
  const batch = experiment.batch && Math.min(experiment.batch, inputs.length);
  return { ...experiment, inputs, targets, batch };
}

/** Targets of so many numbers: zeros behind, or the last ones left out.
 * @template {{targets: any[]}} T @param {T} experiment @param {number} width @returns {T} */
export function withTargets(experiment, width) {
  const targets = experiment.targets.map((/** @type {any} */ row) =>
    Array.from({ length: width }, (_, k) => row.flat(Infinity)[k] ?? 0),
  );
  return { ...experiment, targets };
}

/** Inputs of so many numbers: zeros behind, or the last ones left out.
 * @template {{inputs: any[]}} T @param {T} experiment @param {number} width @returns {T} */
export function withInputs(experiment, width) {
  const inputs = experiment.inputs.map((/** @type {number[]} */ row) =>
    Array.from({ length: width }, (_, k) => row[k] ?? 0),
  );
  return { ...experiment, inputs };
}

/** Every target moved into an interval. @param {Experiment} experiment @param {number} low
 * @param {number} high @returns {Experiment} */
export function clamped(experiment, low, high) {
  /** @param {any} part @returns {any} */
  const into = (part) =>
    Array.isArray(part) ? part.map(into) : Math.min(Math.max(part, low), high);
  return { ...experiment, targets: experiment.targets.map(into) };
}

/** Which setting of the last layer counts the outputs; null where none does. @param {Trace} trace
 * @param {Kind[]} kinds */
export function outputCount(trace, kinds) {
  const { layers } = trace.document.experiment;
  const last = layers[layers.length - 1];
  const kind = kinds.find((k) => k.family === "layer" && k.kind === last.kind);
  const name = kind && cellCountOf(kind)?.name;
  const op = trace.ops[layerOps(trace)[layers.length - 1]];
  return name && op.output.length === 1 && size(op.output) === last[name] ? name : null;
}

/**
 * The experiment with other data; outputs, loss and batch are changed where they would not fit.
 * @param {Trace} trace @param {Data} data @param {Kind[]} kinds
 * @returns {{experiment: Experiment, remarks: Remark[]}}
 */
export function withData(trace, data, kinds) {
  /** @type {Remark[]} */
  const remarks = [];
  const pick = (/** @type {any[]} */ rows) => data.training.map((k) => rows[k]);
  /** @type {Experiment} */
  let experiment = {
    ...trace.document.experiment,
    inputs: pick(data.inputs),
    targets: pick(data.targets),
  };
  const end = experiment.layers.length - 1;
  const width = data.targets[0].length;
  const count = outputCount(trace, kinds);
  if (count && experiment.layers[end][count] !== width) {
    experiment = withValue(experiment, ["layers", end, count], width);
    remarks.push({ key: "data.outputs", values: { count: width } });
  }
  for (const [path, family, bounds, key] of /** @type {const} */ ([
    [["loss"], "loss", "targets", "data.loss"],
    [["layers", end, "activation"], "activation", "range", "data.activation"],
  ])) {
    const choices = kinds.filter((kind) => kind.family === family);
    const op = path.reduce((part, key) => part?.[key], /** @type {any} */ (experiment));
    const own = choices.find((kind) => kind.kind === op?.kind);
    if (!own || within(experiment.targets.flat(), own[bounds])) continue;
    const other = plainest(choices.filter((k) => within([-Infinity, Infinity], k[bounds])));
    if (!other) continue;
    experiment = withValue(experiment, [...path], fresh(other, op));
    remarks.push({ key, values: { kind: other.kind } });
  }
  const batch = experiment.inputs.length > FEW ? BATCH : null;
  if ((experiment.batch ?? null) !== batch) {
    experiment = { ...experiment, batch };
    if (batch) remarks.push({ key: "data.batch", values: { batch } });
  }
  return { experiment, remarks };
}

/** The kind with the fewest settings. @param {Kind[]} kinds @returns {Kind | undefined} */
function plainest(kinds) {
  const settings = (/** @type {Kind} */ k) => Object.keys(k.schema.properties).length;
  return [...kinds].sort((a, b) => settings(a) - settings(b))[0];
}
