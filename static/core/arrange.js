/**
 * Where the neurons of a column stand: one below the other, or, for images (C, H, W), as a stack
 * of grids. The room decides how large they are.
 *
 * @typedef {{x: number, y: number, r: number, place: number[]}} Spot
 * @typedef {{top: number, height: number, width: number, r: number, gap: number}} Room
 *   the height for all neurons, the width for one column, and how large a single neuron would be
 */
import { cells, size } from "./trace.js";

/** Rows of neurons a column needs. @param {number[]} shape */
export const rows = (shape) => (shape.length === 3 ? 0 : size(shape));

/** @param {number[]} shape @param {number} x @param {Room} room @returns {Spot[]} */
export function arrange(shape, x, room) {
  return shape.length === 3 ? grids(shape, x, room) : line(shape, x, room);
}

/** @param {number[]} shape @param {number} x @param {Room} room */
function line(shape, x, { top, height, r, gap }) {
  const middle = top + height / 2;
  return cells(shape).map((place, k) => ({
    place,
    x,
    y: middle + (k - (size(shape) - 1) / 2) * gap,
    r,
  }));
}

/** @param {number[]} shape @param {number} x @param {Room} room */
function grids([channels, high, wide], x, { top, height, width }) {
  const between = 0.6; // of a cell, from one channel to the next
  const tall = channels * high + (channels - 1) * between;
  const pitch = Math.min((width * 0.7) / wide, (height * 0.94) / tall, 46);
  const start = top + (height - tall * pitch) / 2 + pitch / 2;
  return cells([channels, high, wide]).map((place) => {
    const [c, i, j] = place;
    return {
      place,
      x: x + (j - (wide - 1) / 2) * pitch,
      y: start + (c * (high + between) + i) * pitch,
      r: pitch * 0.44,
    };
  });
}
