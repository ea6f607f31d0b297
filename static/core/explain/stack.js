/**
 * Signed contributions stacked into their sum: each bar begins where the one before it ended, so that
 * what cancels is seen to go back. Many are put in order of size, and what is left is one bar.
 *
 * @typedef {{from: number, to: number, value: number, index: number | null, others: number}} Bar
 *   index: of the contribution; others: how many more the bar stands for
 * @typedef {{bars: Bar[], low: number, high: number, sum: number, plus: number, minus: number}} Stack
 *   low, high: what the bars reach to; plus, minus: what is for and against, added up alone
 */

/** From so many on contributions are put in order, and so many of those have a bar of their own. */
const MANY = 9;
const OWN = 7;

/** @param {number[]} values @returns {Stack} */
export function stackOf(values) {
  const order = [...values.keys()];
  const many = values.length >= MANY;
  if (many) order.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]));
  const own = many ? order.slice(0, OWN) : order;
  const rest = order.slice(own.length);
  /** @type {Bar[]} */
  const bars = [];
  let at = 0;
  const add = (/** @type {number} */ value, /** @type {number | null} */ index, others = 0) =>
    bars.push({ from: at, to: (at += value), value, index, others });
  for (const index of own) add(values[index], index);
  if (rest.length) add(total(rest.map((k) => values[k])), null, rest.length);
  const ends = bars.map(({ to }) => to);
  return {
    bars,
    low: Math.min(0, ...ends),
    high: Math.max(0, ...ends),
    sum: at,
    plus: total(values.filter((x) => x > 0)),
    minus: total(values.filter((x) => x < 0)),
  };
}

/** A bar while the stack grows, one bar after the other. @param {Bar[]} bars @param {number} k
 * @param {number} progress of the whole stack, from 0 to 1 @returns {{from: number, to: number}} */
export function grown(bars, k, progress) {
  const own = Math.min(Math.max(progress * bars.length - k, 0), 1);
  const { from, to } = bars[k];
  return { from, to: from + (to - from) * own };
}

/** @param {number[]} values */
const total = (values) => values.reduce((sum, x) => sum + x, 0);
