/**
 * The loss over iterations as a curve: which part of the plane it takes, and where its points lie.
 *
 * @typedef {{from: number, to: number, low: number, high: number, log: boolean}} Extent
 * @typedef {{width: number, height: number}} Box
 * @typedef {(point: Point) => number | null | undefined} Pick
 * @import { Point } from "../data/record.js"
 */

/** Air above the highest point, where the moment stands in words, and below the lowest, in pixels. */
export const ABOVE = 24;
const BELOW = 6;

/** What all these points take; loss from 0 on, or in powers of ten.
 * @param {Point[][]} lists @param {Pick[]} picks @param {boolean} log @returns {Extent} */
export function extentOf(lists, picks, log) {
  let [from, to, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const points of lists) {
    if (!points.length) continue;
    from = Math.min(from, points[0].iteration);
    to = Math.max(to, points[points.length - 1].iteration);
    for (const point of points) {
      for (const pick of picks) {
        const value = pick(point);
        if (value === null || value === undefined || (log && value <= 0)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (!(high > -Infinity)) [low, high] = [0, 1];
  return { from, to, low: log ? low : Math.min(0, low), high, log };
}

/** Across, from 0 to the width. @param {number} iteration @param {Extent} extent @param {Box} box */
export function across(iteration, { from, to }, { width }) {
  return to > from ? ((iteration - from) / (to - from)) * width : 0;
}

/** Down from the top. @param {number} value @param {Extent} extent @param {Box} box */
export function down(value, { low, high, log }, { height }) {
  const share = log
    ? Math.log(value / low) / (Math.log(high / low) || 1)
    : (value - low) / (high - low || 1);
  return height - BELOW - Math.min(Math.max(share, 0), 1) * (height - ABOVE - BELOW);
}

/** The pieces of a curve; it breaks where there is no number, or none that a logarithm has, and where
 * it goes on as another run.
 * @param {{points: Point[], parted: number | null}} record @param {Pick} pick
 * @param {Extent} extent @param {Box} box @returns {{x: number, y: number}[][]} */
export function pieces({ points, parted }, pick, extent, box) {
  /** @type {{x: number, y: number}[][]} */
  const found = [[]];
  let before = -1;
  for (const point of points) {
    const value = pick(point);
    if (parted !== null && before < parted && point.iteration >= parted) found.push([]);
    before = point.iteration;
    if (value === null || value === undefined || (extent.log && value <= 0)) {
      if (found[found.length - 1].length) found.push([]);
      continue;
    }
    const at = { x: across(point.iteration, extent, box), y: down(value, extent, box) };
    found[found.length - 1].push(at);
  }
  return found.filter((piece) => piece.length);
}
