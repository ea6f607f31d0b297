/** Checks of values from outside. Each gives the value, or throws a Misfit that names the place. */

/** Something at a place of a document is not what it must be. */
export class Misfit extends Error {
  /** @param {string} place as in "names.classes" */
  constructor(place) {
    super(place);
    this.place = place;
  }
}

/** @param {unknown} holds @param {string} place @returns {asserts holds} */
export function demand(holds, place) {
  if (!holds) throw new Misfit(place);
}

/** @param {unknown} value @param {string} place @returns {Record<string, any>} */
export function object(value, place) {
  demand(typeof value === "object" && value !== null && !Array.isArray(value), place);
  return /** @type {Record<string, any>} */ (value);
}

/** @template T @param {unknown} value @param {string} place
 * @param {(item: any, place: string) => T} item what each must be @returns {T[]} */
export function list(value, place, item) {
  demand(Array.isArray(value), place);
  return /** @type {any[]} */ (value).map((one, k) => item(one, `${place}[${k}]`));
}

/** @param {unknown} value @param {string} place */
export function text(value, place) {
  demand(typeof value === "string", place);
  return /** @type {string} */ (value);
}

/** @param {unknown} value @param {string} place */
export function finite(value, place) {
  demand(Number.isFinite(value), place);
  return /** @type {number} */ (value);
}

/** A whole number that is not negative. @param {unknown} value @param {string} place */
export function count(value, place) {
  demand(Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0, place);
  return /** @type {number} */ (value);
}

/** @param {unknown} value @param {string} place */
export function flag(value, place) {
  demand(typeof value === "boolean", place);
  return /** @type {boolean} */ (value);
}

/** @template T @param {(value: any, place: string) => T} check @returns {(value: any, place: string) => T | null} */
export const optional = (check) => (value, place) =>
  value === null || value === undefined ? null : check(value, place);

/** No deeper than the server reads: what walks through it later ends. @param {unknown} value
 * @param {string} place @param {number} [depth] */
export function shallow(value, place, depth = 16) {
  demand(depth > 0, place);
  if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) shallow(part, `${place}.${key}`, depth - 1);
}

/** The shape of nested lists of finite numbers, all alike. @param {unknown} value
 * @param {string} place @returns {number[]} */
export function shape(value, place) {
  if (!Array.isArray(value)) {
    finite(value, place);
    return [];
  }
  const [first, ...others] = list(value, place, shape);
  demand(first && others.every((one) => `${one}` === `${first}`), place);
  return [value.length, ...first];
}
