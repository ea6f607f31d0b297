/**
 * Hidden units that let no gradient through: their slope is 0, or next to it, for every example.
 * @import { Kind } from "../../data/kinds.js"
 * @import { Remark } from "./remarks.js"
 * @import { Experiment, Op, Trace } from "../../data/trace.js"
 */
import { fresh, withValue } from "../../data/form.js";
import { tensorOfKind, size, unflat } from "../../data/trace.js";
import { farOff, hiddenActivations } from "./network.js";
import { drawnAtRandom } from "./symmetry.js";

/** Single dead units are usual. A layer must be out as a whole before it is worth a word; where it has
 * so many units and all examples are in the batch, this share of them. */
const MANY = 8;
const SHARE = 0.9;
/** A slope below this part of the steepest one lets next to nothing through. */
const FLAT = 0.01;
/** As many examples tell of the others. */
const ENOUGH = 10;

/** A unit whose activation has slope 0 everywhere. @param {Trace} trace @param {Kind[]} kinds
 * @returns {Remark | null} */
export function stepUnits(trace, kinds) {
  return remark(
    trace,
    "step-units",
    ({ steepest }) => steepest === 0,
    [0],
    (e, place) => ({
      experiment: withActivation(e, place, "sigmoid", kinds),
    }),
  );
}

/** @param {Trace} trace @param {Kind[]} kinds @returns {Remark | null} */
export function deadUnits(trace, kinds) {
  return remark(
    trace,
    "dead-units",
    ({ steepest }) => steepest !== 0,
    [0],
    (e, place) => ({
      experiment: withActivation(e, place, "leaky_relu", kinds),
    }),
    isZero,
  );
}

/** Bounded units far out on their flat ends, while the answers are still wrong. @param {Trace} trace
 * @returns {Remark | null} */
export function saturatedUnits(trace) {
  if (!farOff(trace)) return null;
  const bounded = (/** @type {Op} */ { kind }) => kind === "sigmoid" || kind === "tanh";
  return remark(trace, "saturated-units", bounded, [0, FLAT], (e) => ({
    experiment: drawnAtRandom(e),
    restart: true,
  }));
}

/** @param {Trace} trace @param {string} id @param {(op: Op) => boolean} suits
 * @param {number[]} bound the largest slope that counts, as a part of the steepest
 * @param {(e: Experiment, place: number) => any} mended
 * @param {(trace: Trace, output: string, unit: number) => boolean} [also] what else holds for a unit
 * @returns {Remark | null} */
function remark(trace, id, suits, bound, mended, also = () => true) {
  const all = trace.document.experiment.inputs.length;
  if (trace.batch < Math.min(ENOUGH, all)) return null;
  for (const { op, place } of hiddenActivations(trace)) {
    const [z, a, s] = ["input", "output", "slope"].map((kind) => tensorOfKind(op, kind));
    if (!z || !a || !s || !trace.has(s) || !suits(op)) continue;
    const most = Math.max(...bound) * (op.steepest ?? 0);
    const out = unitsBelow(trace, s, most).filter((unit) => also(trace, a, unit));
    const units = size(op.output);
    const wanted = units >= MANY && trace.batch === all ? SHARE * units : units;
    if (!units || out.length < wanted) continue;
    const cell = [0, ...unflat(out[0], op.output)];
    return {
      id,
      values: { count: out.length, units, layer: op.layer ?? 0, examples: trace.batch },
      cells: [a, s, `d_${z}`].filter((name) => trace.has(name)).map((tensor) => ({ tensor, cell })),
      mend: { values: {}, plan: (e) => mended(e, place) },
    };
  }
  return null;
}

/** The units whose slope is at most so large for every example. @param {Trace} trace
 * @param {string} slope @param {number} most */
function unitsBelow(trace, slope, most) {
  const slopes = trace.view(slope);
  const units = slopes.length / trace.batch;
  const steep = new Uint8Array(units);
  slopes.forEach((value, k) => {
    if (Math.abs(value) > most) steep[k % units] = 1;
  });
  return [...steep.keys()].filter((unit) => !steep[unit]);
}

/** Whether a unit answers 0 to every example, so that no word of it is untrue. @param {Trace} trace
 * @param {string} output @param {number} unit */
function isZero(trace, output, unit) {
  const values = trace.view(output);
  const units = values.length / trace.batch;
  for (let k = unit; k < values.length; k += units) if (values[k] !== 0) return false;
  return true;
}

/** @param {Experiment} experiment @param {number} place @param {string} name @param {Kind[]} kinds */
function withActivation(experiment, place, name, kinds) {
  const kind = kinds.find((k) => k.family === "activation" && k.kind === name);
  const layer = experiment.layers[place];
  if (!kind) return experiment;
  // A layer may be an activation of its own kind of place.
  return withValue(experiment, ["layers", place], { ...layer, activation: fresh(kind) });
}
