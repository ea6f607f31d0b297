/**
 * Many runs that differ in their seed alone, as curves and as the band in which they lie.
 *
 * @import { Box, Extent } from "./loss-curve.js"
 * @typedef {{least: number | null, lower: number | null, median: number | null,
 *   upper: number | null, largest: number | null}} Band
 * @typedef {{losses: (number | null)[], band: Band}} SpreadLosses
 * @typedef {SpreadLosses & {iteration: number, test?: SpreadLosses,
 *   end?: {reason: string, together: boolean, diverged: {seed: number, iteration: number}[]}}} SpreadFrame
 * @typedef {keyof Band} Quartile
 */
import { across, down } from "./loss-curve.js";

/** Which part of the plane they take: up to where three quarters of the runs are, and all began; what
 * is above lies along the edge. @param {SpreadFrame[]} frames @param {boolean} log @returns {Extent} */
export function spreadExtent(frames, log) {
  const high = Math.max(...frames.map(({ band }, k) => (k ? band.upper : band.largest) ?? 0));
  const lows = frames.flatMap(({ losses }) =>
    losses.filter((loss) => loss !== null && (!log || loss > 0)),
  );
  const low = lows.reduce((least, loss) => Math.min(least ?? 0, loss ?? 0), lows[0]) ?? 0;
  const to = frames.at(-1)?.iteration ?? 0;
  return { from: 0, to, low: log ? low || 1 : Math.min(0, low), high: high || 1, log };
}

/** A loss as a height; what is no number any more lies along the upper edge, 0 in powers of ten along
 * the lower. @param {number | null} loss @param {Extent} extent @param {Box} box */
const heightOf = (loss, extent, box) =>
  down(loss === null ? extent.high : Math.max(loss, extent.log ? extent.low : loss), extent, box);

/** @param {SpreadFrame[]} frames @param {Extent} extent @param {Box} box
 * @param {(frame: SpreadFrame) => number | null} pick */
const pointsOf = (frames, extent, box, pick) =>
  frames.map((frame) => ({
    x: across(frame.iteration, extent, box),
    y: heightOf(pick(frame), extent, box),
  }));

/** @param {{x: number, y: number}[]} points */
const joined = (points) => points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");

/** The area between two quartiles, as an SVG path. @param {SpreadFrame[]} frames
 * @param {Extent} extent @param {Box} box @param {Quartile} low @param {Quartile} high */
export function bandPath(frames, extent, box, low, high) {
  const below = pointsOf(frames, extent, box, ({ band }) => band[low]);
  const above = pointsOf(frames, extent, box, ({ band }) => band[high]);
  return `M${joined(above)}L${joined(below.reverse())}Z`;
}

/** The median, as an SVG path. @param {SpreadFrame[]} frames @param {Extent} extent @param {Box} box */
export const medianPath = (frames, extent, box) =>
  `M${joined(pointsOf(frames, extent, box, ({ band }) => band.median))}`;

/** A run as an SVG path, as far as it has a loss. @param {SpreadFrame[]} frames
 * @param {Extent} extent @param {Box} box @param {number} run */
export function runPath(frames, extent, box, run) {
  const end = frames.findIndex(({ losses }) => losses[run] === null);
  const own = end < 0 ? frames : frames.slice(0, end);
  return own.length ? `M${joined(pointsOf(own, extent, box, ({ losses }) => losses[run]))}` : "";
}

/** The runs from the one that ends best to the worst; those without a loss come last, the longest
 * lived first. @param {SpreadFrame[]} frames @returns {number[]} */
export function rankedRuns(frames) {
  const last = frames.at(-1)?.losses ?? [];
  const lived = last.map((_, run) => frames.filter(({ losses }) => losses[run] !== null).length);
  return last
    .map((_, run) => run)
    .sort((a, b) => (last[a] ?? Infinity) - (last[b] ?? Infinity) || lived[b] - lived[a] || a - b);
}

/** The run whose curve is nearest to a place, by how high it is there. @param {SpreadFrame[]} frames
 * @param {Extent} extent @param {Box} box @param {{x: number, y: number}} at @returns {number} */
export function nearestRun(frames, extent, box, { x, y }) {
  const apart = (/** @type {SpreadFrame} */ frame) =>
    Math.abs(across(frame.iteration, extent, box) - x);
  const frame = frames.reduce((best, one) => (apart(one) < apart(best) ? one : best));
  const off = frame.losses.map((loss) =>
    loss === null ? Infinity : Math.abs(heightOf(loss, extent, box) - y),
  );
  return off.indexOf(Math.min(...off));
}
