/**
 * The line of a wire: straight where there are many, a calm curve where there are few.
 * @typedef {{x: number, y: number}} Point
 * @typedef {{from: Point, to: Point}} Line
 */

/** A point on the curve, u from 0 to 1: a cubic Bézier with both handles halfway across. @param {Line} line @param {number} u @param {boolean} curved */
export function pointAt({ from, to }, u, curved) {
  const x = from.x + (to.x - from.x) * (curved ? 1.5 * u * (1 - u) + u ** 3 : u);
  const y = from.y + (to.y - from.y) * (curved ? u * u * (3 - 2 * u) : u);
  return { x, y };
}

/** Distance from a point to a line, in pixels. @param {Line} line @param {Point} p
 * @param {boolean} curved */
export function distance(line, p, curved) {
  let nearest = Infinity;
  for (let k = 0; k <= 24; k++) {
    const q = pointAt(line, k / 24, curved);
    nearest = Math.min(nearest, Math.hypot(p.x - q.x, p.y - q.y));
  }
  return nearest;
}
