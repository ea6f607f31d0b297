/**
 * What a run has been: its score at many moments, and checkpoints from which every moment between
 * them can be computed again. Long runs are thinned, so that memory has an end.
 *
 * @typedef {{loss: number | null, accuracy?: number | null}} Score
 * @typedef {Score & {iteration: number, epoch: number, test?: Score | null}} Point
 * @import { Checkpoint } from "./trace.js"
 */

/** Points that a curve needs on the widest screen. */
const POINTS = 2000;
/** Numbers that all checkpoints hold together: 16 MB. */
const VALUES = 2_000_000;

export class Record {
  /** @param {Point[]} [points] @param {Checkpoint[]} [checkpoints] @param {number | null} [parted]
   * from which iteration on it is another run than before: what a link carried, behind a way that
   * was computed again and led elsewhere */
  constructor(points = [], checkpoints = [], parted = null) {
    this.points = points;
    this.checkpoints = checkpoints;
    this.parted = parted;
  }

  /** The moment after all others; one that is known already changes nothing.
   * @param {Point} point @param {Checkpoint} checkpoint */
  add(point, checkpoint) {
    const last = this.points.at(-1);
    if (!last || point.iteration > last.iteration) {
      this.points.push(point);
      if (this.points.length > POINTS) this.points = thinned(this.points);
    }
    this.keep(checkpoint);
  }

  /** A checkpoint behind all others. @param {Checkpoint} checkpoint */
  keep(checkpoint) {
    const last = this.checkpoints.at(-1);
    if (last && checkpoint.iteration <= last.iteration) return;
    this.checkpoints.push(checkpoint);
    const most = Math.min(POINTS, Math.floor(VALUES / checkpoint.values.length));
    if (this.checkpoints.length > Math.max(most, 4)) this.checkpoints = thinned(this.checkpoints);
  }

  /** What came before all that is known. @param {Record} earlier */
  precede({ points, checkpoints }) {
    const [point, checkpoint] = [this.points[0], this.checkpoints[0]];
    const before = (/** @type {{iteration: number} | undefined} */ first) => {
      return (/** @type {{iteration: number}} */ one) => !first || one.iteration < first.iteration;
    };
    this.points = [...points.filter(before(point)), ...this.points];
    this.checkpoints = [...checkpoints.filter(before(checkpoint)), ...this.checkpoints];
  }

  /** From this moment on it is another run than before. @param {Point} point its own score */
  part(point) {
    this.parted = point.iteration;
    const others = this.points.filter(({ iteration }) => iteration !== point.iteration);
    const behind = others.findIndex(({ iteration }) => iteration > point.iteration);
    others.splice(behind < 0 ? others.length : behind, 0, point);
    this.points = others;
  }

  /** The last checkpoint from which an iteration can be reached. @param {number} iteration */
  before(iteration) {
    return lastUpTo(this.checkpoints, iteration);
  }

  /** The last score up to an iteration. @param {number} iteration */
  at(iteration) {
    return lastUpTo(this.points, iteration);
  }

  /** How far the run has come; −1 where it has not begun. */
  get last() {
    return Math.max(this.points.at(-1)?.iteration ?? -1, this.checkpoints.at(-1)?.iteration ?? -1);
  }
}

/** Iterations from frame to frame of a run of so many, whose frames have as many numbers: as dense
 * as a record keeps them. @param {number} iterations @param {number} length */
export function spread(iterations, length) {
  const most = Math.min(POINTS / 2, Math.max(Math.floor(VALUES / length), 4));
  return Math.max(Math.ceil(iterations / most), 1);
}

/** Every second one, with the first and the last. @template T @param {T[]} all */
export const thinned = (all) => all.filter((_, k) => k % 2 === 0 || k === all.length - 1);

/** @template {{iteration: number}} T @param {T[]} all in order @param {number} iteration
 * @returns {T | null} */
function lastUpTo(all, iteration) {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].iteration <= iteration) low = middle + 1;
    else high = middle;
  }
  return all[low - 1] ?? null;
}
