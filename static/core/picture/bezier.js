/**
 * The line of a wire: straight where there are many, a calm curve where there are few.
 * @typedef {{x: number, y: number}} Point
 * @typedef {{from: Point, to: Point, over?: number}} Line  over: the height that an arc reaches,
 *   which goes around what is between its ends
 */

/** A point on the curve, u from 0 to 1: a cubic Bézier with both handles halfway across. @param {Line} line @param {number} u @param {boolean} curved */
export function pointAt(line, u, curved) {
  const { from, to } = line;
  if (line.over !== undefined) {
    const { x1, x2, y } = handles(line);
    const [a, b, c, d] = [(1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u ** 3];
    return {
      x: a * from.x + b * x1 + c * x2 + d * to.x,
      y: a * from.y + (b + c) * y + d * to.y,
    };
  }
  const x = from.x + (to.x - from.x) * (curved ? 1.5 * u * (1 - u) + u ** 3 : u);
  const y = from.y + (to.y - from.y) * (curved ? u * u * (3 - 2 * u) : u);
  return { x, y };
}

/** Add a line to a path, so far aside. @param {CanvasPath} path @param {Line} line
 * @param {boolean} curved @param {number} dx @param {number} dy */
export function way(path, line, curved, dx, dy) {
  const { from, to, over } = line;
  path.moveTo(from.x + dx, from.y + dy);
  if (over !== undefined) {
    const { x1, x2, y } = handles(line);
    path.bezierCurveTo(x1 + dx, y + dy, x2 + dx, y + dy, to.x + dx, to.y + dy);
  } else if (curved) {
    const middle = (from.x + to.x) / 2 + dx;
    path.bezierCurveTo(middle, from.y + dy, middle, to.y + dy, to.x + dx, to.y + dy);
  } else path.lineTo(to.x + dx, to.y + dy);
}

/** The handles of an arc: both so high that its middle reaches `over`. @param {Line} line */
export function handles({ from, to, over = 0 }) {
  const lean = (to.x - from.x) * 0.12;
  return { x1: from.x + lean, x2: to.x - lean, y: (8 * over - from.y - to.y) / 6 };
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
