/**
 * Spot the bug: one mistake is chosen, the same for all who begin with the same seed, and what the
 * learner did to find it is counted.
 *
 * @typedef {{seed: number, guesses: string[], looks: number, found: boolean, given: boolean}} Hunt
 *   looks: right numbers that were asked for; given: whether the answer was asked for
 */

/** @param {number} seed @returns {Hunt} */
export const begun = (seed) => ({
  seed,
  guesses: [],
  looks: 0,
  found: false,
  given: false,
});

/** Which of several mistakes a seed means. @param {number} seed @param {string[]} ids */
export const meantBy = (seed, ids) => [...ids].sort()[scattered(seed) % ids.length];

/** A guess, and whether it names the mistake. @param {Hunt} hunt @param {string} guess
 * @param {string[]} bugs @returns {Hunt} */
export const guessed = (hunt, guess, bugs) => ({
  ...hunt,
  guesses: hunt.guesses.includes(guess) ? hunt.guesses : [...hunt.guesses, guess],
  found: bugs.length === 1 && bugs[0] === guess,
});

/** Neighbouring seeds mean mistakes that have nothing to do with each other (the finalizer of
 * MurmurHash3). @param {number} seed */
function scattered(seed) {
  let x = seed >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
