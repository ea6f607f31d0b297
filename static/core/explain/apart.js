/** How far a change and its promise are apart, in an answer of the engine.
 * @template T @param {{difference: T}} found @returns {T} */
// eslint-disable-next-line no-restricted-properties -- a field of the answer, not the method of a Set
export const apartOf = (found) => found.difference;
