/** Whether what was computed again is what a link carries. Another processor or another version rounds
 * the last digits differently, and training may make such a difference large. */

/** Of the largest weight: so far last digits may be apart. */
const NEAR = 1e-9;

/** @param {ArrayLike<number>} sent parameters, and behind them the optimizer's state
 * @param {ArrayLike<number>} again the same, computed again @param {number} weights how many of them
 * are parameters */
export function agrees(sent, again, weights) {
  if (sent.length !== again.length) return false;
  let largest = 0;
  for (let k = 0; k < weights; k++) largest = Math.max(largest, Math.abs(sent[k]));
  for (let k = 0; k < sent.length; k++)
    if (!(Math.abs(sent[k] - again[k]) <= NEAR * largest)) return false;
  return true;
}
