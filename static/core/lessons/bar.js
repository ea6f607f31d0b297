/** How long a bar is for a factor: one as long as can be, each power of ten a step shorter. */

/** Powers of ten from a full bar to none. */
const DECADES = 3;

/** @param {number} factor @returns {number} 0 to 1 */
export const barOf = (factor) =>
  factor > 0 ? Math.min(Math.max(1 + Math.log10(factor) / DECADES, 0), 1) : 0;
