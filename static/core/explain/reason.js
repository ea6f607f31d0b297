/**
 * One question that arises, with the numbers of its answer. The words stand in the catalogue:
 * reason.<key>.ask, .say and .try.
 *
 * @typedef {"nudge" | "origin" | "paths" | "pulls"} View
 * @typedef {{key: string, ask: string, values: Record<string, string | number>, view: View | null,
 *   seek: number | null}} Reason  ask: the key of the question; view, seek: where to try it
 */

/** @param {string} key @param {Record<string, string | number>} values
 * @param {{ask?: string, view?: View, seek?: number}} [more] @returns {Reason} */
export function reason(key, values, { ask = key, view, seek } = {}) {
  return { key, ask, values, view: view ?? null, seek: seek ?? null };
}
