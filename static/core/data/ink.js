/**
 * Strokes of a pen as an image of few pixels, in the way the digits of the data were made: centred and
 * as high as the image, drawn four times as fine, and each pixel is the share of its sixteen that has ink.
 *
 * @typedef {[number, number][]} Stroke  points from left and top, each from 0 to 1
 */

/** Finer pixels along a pixel. */
const FINE = 4;
/** Half the width of the pen, in pixels. */
const PEN = 0.72;
/** A dot is not blown up to a disc as large as the image: a drawing grows so many times at the most. */
const GROWS = 4;

/** @param {Stroke[]} strokes @param {number} high @param {number} wide
 * @returns {number[]} row by row, from 0 to 1 */
export function inkOf(strokes, high, wide) {
  const lines = fitted(strokes, high, wide);
  const all = Array.from({ length: high * wide }, () => 0);
  for (let y = 0; y < high * FINE; y++) {
    for (let x = 0; x < wide * FINE; x++) {
      const [px, py] = [(x + 0.5) / FINE, (y + 0.5) / FINE];
      if (!lines.some((line) => near(line, px, py))) continue;
      all[Math.floor(y / FINE) * wide + Math.floor(x / FINE)] += 1 / FINE ** 2;
    }
  }
  return all;
}

/** In pixels, in the middle and as large as fits. @param {Stroke[]} strokes @param {number} high
 * @param {number} wide @returns {Stroke[]} */
function fitted(strokes, high, wide) {
  const points = strokes.flat();
  if (!points.length) return [];
  const [x, y] = [0, 1].map((k) => ends(points.map((point) => point[k])));
  const [roomX, roomY] = [wide - 2 * PEN, high - 2 * PEN];
  const grow = Math.min(roomX / (x.high - x.low || 1e-9), roomY / (y.high - y.low || 1e-9));
  const by = Math.min(grow, GROWS * Math.min(wide, high));
  return strokes.map((stroke) =>
    stroke.map(([px, py]) => [
      wide / 2 + (px - (x.low + x.high) / 2) * by,
      high / 2 + (py - (y.low + y.high) / 2) * by,
    ]),
  );
}

/** @param {number[]} values */
const ends = (values) => ({ low: Math.min(...values), high: Math.max(...values) });

/** Whether the pen passes over a place. @param {Stroke} line @param {number} x @param {number} y */
function near(line, x, y) {
  return line.some(([ax, ay], k) => {
    const [bx, by] = line[k + 1] ?? [ax, ay];
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const share = length && Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / length, 0), 1);
    return Math.hypot(ax + share * dx - x, ay + share * dy - y) <= PEN;
  });
}

/** A list of numbers in a shape, as lists in lists. @param {number[]} values @param {number[]} shape
 * @returns {any[]} */
export function shaped(values, [, ...rest]) {
  if (!rest.length) return values;
  const each = rest.reduce((n, s) => n * s, 1);
  const count = values.length / each;
  return Array.from({ length: count }, (_, k) =>
    shaped(values.slice(k * each, (k + 1) * each), rest),
  );
}
