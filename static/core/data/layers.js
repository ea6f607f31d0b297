/**
 * Layers added, removed and moved, and which parameters go along. A layer's parameters are known
 * by its place and their role, so that they keep their values when their layer is called another.
 *
 * @typedef {{experiment: Experiment, from: (number | null)[], test?: TestData,
 *   names?: DataNames | null, restart?: boolean, rewind?: boolean, values?: Float64Array,
 *   unlisted?: boolean, since?: History<any>}} Plan  from: for each layer
 *   the place it had before, null where it is new; test: other data to test on; names: what the
 *   numbers of the data are called; restart: from the first iteration, with drawn values; rewind:
 *   from where the line begins; values: parameters and state to go on with; unlisted: they are no
 *   initial values of the experiment, which would be too long; since: with what has changed since then
 *   it is one change
 * @import { History } from "./history.js"
 * @import { DataNames } from "./test-split.js"
 * @import { TestData } from "./run.js"
 * @import { Experiment, Trace } from "./trace.js"
 */
import { equal } from "./form.js";

/** @param {Experiment} experiment @param {number} at its place among the layers @param {any} layer
 * @returns {Plan} */
export function layerAdded(experiment, at, layer) {
  return arranged(experiment, spliced(placesOf(experiment), at, 0, null), layer);
}

/** @param {Experiment} experiment @param {number} at @returns {Plan} */
export function removed(experiment, at) {
  return arranged(experiment, spliced(placesOf(experiment), at, 1));
}

/** @param {Experiment} experiment @param {number} at @param {number} to @returns {Plan} */
export function moved(experiment, at, to) {
  return arranged(experiment, spliced(spliced(placesOf(experiment), at, 1), to, 0, at));
}

/** Another value for the layers, each at its place. @param {Experiment} experiment
 * @returns {Plan} */
export const inPlace = (experiment) => ({ experiment, from: placesOf(experiment) });

/** A copy with some left out and others in their place. @template T @param {T[]} list
 * @param {number} at @param {number} count @param {T[]} more */
const spliced = (list, at, count, ...more) => [
  ...list.slice(0, at),
  ...more,
  ...list.slice(at + count),
];

/** @param {Experiment} experiment */
const placesOf = ({ layers }) => /** @type {(number | null)[]} */ ([...layers.keys()]);

/** @param {Experiment} experiment @param {(number | null)[]} from @param {any} [fresh]
 * @returns {Plan} */
function arranged(experiment, from, fresh) {
  const layers = from.map((k) => (k === null ? fresh : pointed(experiment.layers[k], from)));
  return { experiment: { ...experiment, layers }, from };
}

/** A layer that reads earlier ones by their places, −1 for the input, reads the same ones after.
 * @param {any} layer @param {(number | null)[]} from */
function pointed(layer, from) {
  const moved = (/** @type {number | null} */ k) => (k !== null && k >= 0 ? from.indexOf(k) : k);
  const now = { ...layer };
  if (layer.source >= 0) now.source = moved(layer.source);
  if (layer.reads) now.reads = layer.reads.map(moved);
  return now;
}

/** Whether all parameters of two experiments surely have the same shapes. @param {Experiment} a
 * @param {Experiment} b */
export function sameShapes(a, b) {
  const shapes = (/** @type {Experiment} */ e) =>
    e.layers.map((layer) => ({ ...layer, activation: null }));
  return equal(shapes(a), shapes(b)) && equal(shapeOf(a.inputs[0]), shapeOf(b.inputs[0]));
}

/** @param {any} values @returns {number[]} */
export function shapeOf(values) {
  return Array.isArray(values) ? [values.length, ...shapeOf(values[0])] : [];
}

/** The experiment without what hangs on the names and shapes of its parameters.
 * @param {Experiment} experiment @returns {Experiment} */
export const withoutParameters = (experiment) => ({ ...experiment, parameters: {}, frozen: [] });

/** Whether it names parameters. @param {Experiment} experiment */
export const namesParameters = ({ parameters, frozen }) =>
  frozen.length > 0 || Object.keys(parameters).length > 0;

/**
 * The planned experiment with the parameters that still fit; the others are drawn from the seed.
 * What was not trained still is not, and so in new layers where no parameter of its role was.
 * @param {Plan} plan @param {Trace} before @param {Trace} after the trace of the bare experiment
 * @returns {Experiment}
 */
export function carried({ experiment, from }, before, after) {
  const now = before.document.experiment;
  const old = parametersOf(before);
  /** @type {Record<string, any>} */
  const parameters = {};
  const frozen = [];
  for (const { name, layer, role, shape } of parametersOf(after)) {
    const was = old.find((p) => p.layer === from[layer] && p.role === role);
    if (was && was.name in now.parameters && equal(was.shape, shape)) {
      parameters[name] = now.parameters[was.name];
    }
    const like = was ? [was] : old.filter((p) => p.role === role);
    if (like.length && like.every((p) => now.frozen.includes(p.name))) frozen.push(name);
  }
  return { ...experiment, parameters, frozen: frozen.sort() };
}

/** Every parameter with the place of its layer. @param {Trace} trace
 * @returns {{name: string, layer: number, role: string, shape: number[]}[]} */
export function parametersOf(trace) {
  const layers = layerOps(trace);
  return trace.document.parameters.map((name) => {
    const { op, role, shape } = trace.tensor(name);
    return { name, layer: layers.indexOf(op ?? -1), role, shape };
  });
}

/** The op of each layer, as places in the trace's ops. @param {Trace} trace @returns {number[]} */
export function layerOps(trace) {
  return trace.ops.flatMap(({ family }, k) => (family === "layer" ? [k] : []));
}
