/**
 * From numbers on two axes to places in a box and back; the second axis points up.
 * @typedef {{width: number, height: number}} Box
 * @import { Interval } from "../picture/input-domain.js"
 */

/** @param {Interval[]} ends @param {Box} box */
export function axes([[left, right], [bottom, top]], { width, height }) {
  const dx = width / (right - left);
  const dy = height / (top - bottom);
  return {
    x: (/** @type {number} */ v) => (v - left) * dx,
    y: (/** @type {number} */ v) => (top - v) * dy,
    /** @param {number} x @param {number} y @returns {[number, number]} */
    back: (x, y) => [left + x / dx, top - y / dy],
  };
}

/** The place nearest to another, as its index; −1 where none is within reach.
 * @param {{x: number, y: number}[]} places @param {number} x @param {number} y @param {number} reach */
export function nearest(places, x, y, reach) {
  let [found, least] = [-1, reach];
  places.forEach((p, k) => {
    const d = Math.hypot(p.x - x, p.y - y);
    if (d <= least) [found, least] = [k, d];
  });
  return found;
}

/** The next place from one in a direction, as its index; −1 where there is none.
 * @param {{x: number, y: number}[]} places @param {number} from @param {[number, number]} direction */
export function ahead(places, from, [dx, dy]) {
  let [found, least] = [-1, Infinity];
  const { x, y } = places[from];
  places.forEach((p, k) => {
    const along = (p.x - x) * dx + (p.y - y) * dy;
    const aside = Math.abs((p.x - x) * dy) + Math.abs((p.y - y) * dx);
    if (k === from || along <= 1e-9 || along + 2 * aside >= least) return;
    [found, least] = [k, along + 2 * aside];
  });
  return found;
}
