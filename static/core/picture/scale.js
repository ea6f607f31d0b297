/** From values to widths, lengths and strengths of colour. Sign is hue, size is strength. */

/** Share of the largest, from 0 to 1; the root lets small values be seen. @param {number} x
 * @param {number} most */
export function strength(x, most) {
  return Math.sqrt(Math.min(Math.abs(x) / most, 1));
}

/** @param {number} x @returns {"positive" | "negative"} */
export function sign(x) {
  return x < 0 ? "negative" : "positive";
}

/** Decades that a scale shows at most: what is smaller has the shortest mark. */
const DECADES = 12;
const SHORTEST = 0.03;

/**
 * One scale for several lists: linear where their largest are alike, logarithmic where one is less
 * than a hundredth of another. `decades` is 0 for a linear one.
 * @typedef {{most: number, decades: number}} Scale
 * @param {number[]} largests @returns {Scale}
 */
export function oneScale(largests) {
  const sizes = largests.filter((x) => x > 0 && Number.isFinite(x));
  const most = Math.max(...sizes, Number.MIN_VALUE);
  const range = Math.log10(most / Math.min(...sizes, most));
  return { most, decades: range > 2 ? Math.min(Math.ceil(range) + 1, DECADES) : 0 };
}

/** Its share of a scale, from 0 to 1. @param {number} x @param {Scale} scale */
export function shareOf(x, { most, decades }) {
  const share = Math.min(Math.abs(x) / most, 1);
  if (!decades || !share) return share;
  return Math.max(1 + Math.log10(share) / decades, SHORTEST);
}
