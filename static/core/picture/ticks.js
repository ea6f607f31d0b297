/** Round numbers along an axis. */

/** Up to so many multiples of 1, 2 or 5 times a power of ten between two numbers.
 * @param {number} low @param {number} high @param {number} most @returns {number[]} */
export function ticks(low, high, most) {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((m) => m * power >= raw) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Dust behind the point is rounded away; −0 is 0.
  return Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)) + 0);
}
