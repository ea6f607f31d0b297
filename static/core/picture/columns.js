/**
 * Where the neurons of a column stand: one below the other, or, for images (C, H, W), as a stack
 * of grids. A long column folds into a grid where its count is a square. The room decides how large
 * they are.
 *
 * @typedef {{x: number, y: number, r: number, place: number[]}} Spot
 * @typedef {{top: number, height: number, width: number, r: number, gap: number,
 *   loose: number}} Room  the height for all neurons, the width for one column, how large a single
 *   neuron would be, and how many times the gap of the longest column a short one may take
 */
import { cells, size } from "../data/trace.js";

/** Neurons from which a column folds. */
const LONG = 36;

/** Rows of neurons a column needs. @param {number[]} shape */
export const rows = (shape) => (gridOf(shape) ? 0 : size(shape));

/** @param {number[]} shape @param {number} x @param {Room} room @returns {Spot[]} */
export function arrange(shape, x, room) {
  const grid = gridOf(shape);
  if (!grid) return line(shape, x, room);
  const places = cells(shape);
  return grids(grid, x, room).map((spot, k) => ({ ...spot, place: places[k] }));
}

/** The grids that a column stands in; null: its neurons stand one below the other.
 * @param {number[]} shape */
export const gridOf = (shape) => (shape.length === 3 ? shape : square(shape, LONG));

/** One grid of as many rows as columns for a list whose count is a square. @param {number[]} shape
 * @param {number} [least] @returns {number[] | null} */
export function square(shape, least = 16) {
  const side = Math.round(Math.sqrt(shape[0]));
  return shape.length === 1 && shape[0] >= least && side * side === shape[0]
    ? [1, side, side]
    : null;
}

/** @param {number[]} shape @param {number} x @param {Room} room */
function line(shape, x, { top, height, r, gap, loose }) {
  const middle = top + height / 2;
  const most = height / gap;
  const own = gap * Math.min(loose, Math.sqrt(Math.max(1, most / size(shape))));
  return cells(shape).map((place, k) => ({
    place,
    x,
    y: middle + (k - (size(shape) - 1) / 2) * own,
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
