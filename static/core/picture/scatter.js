/**
 * A set of data as a small picture: points of the plane by class or height, a curve for one input,
 * the first image of images.
 *
 * @typedef {{x: number, y: number, value: number}} Dot  places from 0 to 1, y upwards, value from −1 to 1
 * @import { Data } from "../data/examples.js"
 */

/** Lists longer than this are pixels row by row. */
const PLANE = 16;

/** @param {Data & {labels?: number[] | null, classes?: string[]}} data
 * @returns {{dots: Dot[]} | {pixels: number[][]}} */
export function scatter({ inputs, targets, labels, classes }) {
  const first = inputs[0].flat(Infinity);
  if (first.length >= PLANE) return { pixels: square(first) };
  const across = inputs.map((row) => row[0]);
  const up = inputs.map((row, k) => row[1] ?? targets[k][0]);
  const heights = scaled(labels && (classes?.length ?? 0) > 1 ? labels : targets.map((y) => y[0]));
  const [xs, ys] = [scaled(across), scaled(up)];
  return {
    dots: inputs.map((_, k) => ({ x: xs[k], y: ys[k], value: 2 * heights[k] - 1 })),
  };
}

/** @param {number[]} list */
function square(list) {
  const side = Math.floor(Math.sqrt(list.length));
  return Array.from({ length: side }, (_, k) => list.slice(k * side, (k + 1) * side));
}

/** From 0 to 1. @param {number[]} values */
function scaled(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((v) => (high > low ? (v - low) / (high - low) : 0.5));
}
