/**
 * Surfaces as the server sends them: what every cell of some tensors answers over a grid of inputs.
 *
 * @typedef {{tensor: string, cell: number[], low: number, high: number,
 *   values: Uint8Array | Float32Array}} Surface  row by row from the top; bytes from low to high
 * @typedef {{iteration: number, axes: number[][], surfaces: Surface[],
 *   at: Map<string, Surface>}} Surfaces
 * @typedef {{tensors: string[], ends: Interval[], steps: number, numbers: "uint8" | "float32"}} View
 * @import { Interval } from "./input-domain.js"
 * @import { Checkpoint, Experiment } from "../data/trace.js"
 */
import { posted } from "../data/bytes.js";

/** Numbers in one answer that still come in time while training goes on. */
const LIGHT = 60_000;

/** What is asked for. Of the experiment only what makes the network is needed: two examples stand
 * for all, the fewest that a norm over the batch takes. The last axis runs fastest: rows from the top, each from the left.
 * @param {Experiment} experiment @param {Checkpoint} start @param {View} view */
export function surfaceOrder(experiment, start, { tensors, ends, steps, numbers }) {
  const network = { ...experiment, parameters: {}, frozen: [], batch: null };
  delete network.data;
  const [inputs, targets] = [experiment.inputs, experiment.targets].map((rows) => rows.slice(0, 2));
  const axes = ends.map(([low, high], input) => ({ input, low, high }));
  if (axes.length > 1) {
    const [across, up] = axes;
    axes.splice(0, 2, { ...up, low: up.high, high: up.low }, across);
  }
  return {
    experiment: { ...network, inputs, targets },
    checkpoint: posted(start),
    axes,
    steps,
    tensors,
    numbers,
  };
}

/** Points on each axis: fewer where many cells answer. @param {number} cells
 * @param {number} axes @param {number} most */
export function stepsFor(cells, axes, most) {
  return Math.max(8, Math.min(most, Math.floor((LIGHT / cells) ** (1 / axes))));
}

/** Read the binary form: the length of a header, the header, then all values.
 * @param {ArrayBuffer} buffer @returns {Surfaces} */
export function decodeSurfaces(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const start = Math.ceil((4 + length) / 8) * 8;
  const bytes = header.numbers === "uint8";
  const all = bytes ? new Uint8Array(buffer, start) : new Float32Array(buffer, start);
  const each = header.axes.reduce(
    (/** @type {number} */ n, /** @type {any[]} */ axis) => n * axis.length,
    1,
  );
  /** @type {Surface[]} */
  const surfaces = header.surfaces.map((/** @type {Surface} */ one, /** @type {number} */ k) => ({
    ...one,
    values: all.subarray(k * each, (k + 1) * each),
  }));
  const at = new Map(surfaces.map((one) => [keyOf(one.tensor, one.cell), one]));
  return { iteration: header.iteration, axes: header.axes, surfaces, at };
}

/** @param {string} tensor @param {number[]} cell */
export const keyOf = (tensor, cell) => `${tensor}:${cell}`;

/** What a surface says at one of its points. @param {Surface} surface @param {number} k */
export function surfaceValue({ values, low, high }, k) {
  return values instanceof Uint8Array ? low + ((high - low) * values[k]) / 255 : values[k];
}

/** An input over the inputs: the axis itself. @param {string} tensor @param {number[]} cell
 * @param {Interval[]} ends @param {number} steps @returns {Surface} */
export function inputSurface(tensor, cell, ends, steps) {
  const [low, high] = ends[cell[0]];
  const point = (/** @type {number} */ k) => low + ((high - low) * k) / (steps - 1);
  const values = Float32Array.from({ length: steps ** ends.length }, (_, k) =>
    point(cell[0] ? steps - 1 - Math.floor(k / steps) : k % steps),
  );
  return { tensor, cell, low, high, values };
}
