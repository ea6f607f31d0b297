/** What can be done with layers: each is one change that can be taken back. */
import { outputCount, withInputs, withTargets } from "../../core/data/examples.js";
import { withValue } from "../../core/data/form.js";
import { another, ending, layerOf } from "../../core/data/kinds.js";
import { layerAdded, inPlace, moved, removed } from "../../core/data/layers.js";
import { withReads } from "../../core/data/reads.js";
import { kinds, test } from "../control/state.js";
import { edit, rebuild } from "./apply-edit.js";
import { remark } from "./edit-remarks.js";

/** @import { Field } from "../../core/data/form.js"
 * @import { Plan } from "../../core/data/layers.js"
 * @import { Experiment } from "../../core/data/trace.js" */

export const layerKinds = () => kinds.value.filter((kind) => kind.family === "layer");

/** Another number of cells; of the last layer's cells each has its target.
 * @param {number} place @param {Field} count @param {(now: number) => number} make */
export async function putCount(place, { name, least, most }, make) {
  let wide = 0;
  const done = await rebuild(
    (trace) => {
      const now = trace.document.experiment;
      const value = Math.min(Math.max(make(now.layers[place][name]), least ?? 1), most ?? Infinity);
      const changed = withValue(now, ["layers", place, name], value);
      const last = place === now.layers.length - 1 && outputCount(trace, kinds.value) === name;
      wide = last ? value : 0;
      const held = test.value && last ? withTargets(test.value, value) : test.value;
      return { ...inPlace(last ? withTargets(changed, value) : changed), test: held };
    },
    ["layers", place, name],
  );
  if (done && wide) remark({ key: "data.width", values: { count: wide } });
  return done;
}

/** Another number of inputs: zeros behind, or the last ones left out.
 * @param {(now: number) => number} make */
export async function putInputs(make) {
  let count = 0;
  const done = await rebuild(
    ({ document: { experiment: now } }) => {
      count = Math.max(make(now.inputs[0].length), 1);
      return {
        ...inPlace(withInputs(now, count)),
        test: test.value && withInputs(test.value, count),
        names: null,
      };
    },
    ["inputs"],
  );
  if (done) remark({ key: "data.inputs", values: { count } });
  return done;
}

/** Another kind; what it shares with the one before stays. @param {number} place
 * @param {string} name */
export function putKind(place, name) {
  const kind = layerKinds().find((k) => k.kind === name);
  if (!kind) return false;
  return rebuild(
    ({ document: { experiment: now } }) => {
      const layer = layerOf(kind, nearest(now.layers, place));
      return fitted(inPlace(withValue(now, ["layers", place], layer)), now);
    },
    ["layers", place, "kind"],
  );
}

/** What a layer reads. @param {number} place @param {(number | null)[]} reads */
export const putReads = (place, reads) =>
  edit(
    (now) => withValue(now, ["layers", place], withReads(now.layers[place], reads)),
    ["layers", place, "reads"],
  );

/** A new layer at a place: of a kind, or like the hidden ones. The output suits the targets and the loss
 * and stays the output: a layer of neurons behind it goes before it.
 * @param {number} at @param {string} [name] */
export function addLayer(at, name) {
  const kind = layerKinds().find((k) => k.kind === name);
  return rebuild(
    ({ document: { experiment: now } }) => {
      const end = now.layers.length;
      const place = at === end && kind?.activated ? end - 1 : at;
      const layer = kind
        ? layerOf(kind, nearest(now.layers.slice(0, end - 1), place))
        : another(now.layers, place, kinds.value);
      return fitted(layerAdded(now, place, layer), now);
    },
    ["add", at],
  );
}

/** @param {number} place */
export function removeLayer(place) {
  return rebuild(
    ({ document: { experiment: now } }) => fitted(removed(now, place), now),
    ["layers", place],
  );
}

/** @param {number} place @param {number} to */
export function moveLayer(place, to) {
  return rebuild(
    ({ document: { experiment: now } }) => fitted(moved(now, place, to), now),
    ["layers", place],
  );
}

/** With as many outputs as there are targets. @param {Plan} plan @param {Experiment} before
 * @returns {Plan} */
function fitted({ experiment, from }, before) {
  const width = experiment.targets[0].length;
  const former = before.layers[before.layers.length - 1];
  const layers = ending(experiment.layers, width, former, kinds.value);
  return { experiment: { ...experiment, layers }, from };
}

/** Layers from the nearest on. @param {any[]} layers @param {number} at */
function nearest(layers, at) {
  const far = (/** @type {any} */ layer) => Math.abs(layers.indexOf(layer) - at);
  return [...layers].sort((a, b) => far(a) - far(b));
}
