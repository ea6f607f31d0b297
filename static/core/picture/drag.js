/** Pixels of dragging → a number: steps that suit the size of the number, and are round. */

/** The largest input, target or parameter. */
const MOST = 1e6;
/** So many pixels change a number by its own size, a small one by a half. */
const REACH = 100;
const SMALL = 0.5;
/** Finer by so much while Shift is held. */
export const FINE = 0.1;

/** What one pixel changes: 1, 2 or 5 times a power of ten. @param {number} value where it begins */
export function unitOf(value) {
  const exact = Math.max(Math.abs(value), SMALL) / REACH;
  const power = 10 ** Math.floor(Math.log10(exact) + 1e-9);
  const [lead] = [1, 2, 5, 10].sort((a, b) => Math.abs(a - exact / power) - Math.abs(b - exact / power)); // prettier-ignore
  return Number((lead * power).toPrecision(1));
}

/** The number so many pixels away, a whole number of steps from 0.
 * @param {number} from @param {number} pixels @param {boolean} [fine] */
export function dragged(from, pixels, fine = false) {
  if (!pixels) return from;
  const step = unitOf(from) * (fine ? FINE : 1);
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const value = Math.round((from + pixels * unitOf(from)) / step) * step;
  return Number(Math.min(Math.max(value, -MOST), MOST).toFixed(decimals)) + 0;
}
