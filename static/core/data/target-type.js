/**
 * What targets say: a class for each example, or heights.
 *
 * @typedef {{kind: "classes", values: number[][], of: Uint8Array} | {kind: "heights",
 *   low: number, high: number}} Meaning  values: the target of each class; of: the class of each
 *   example
 */

/** @param {number[][]} targets @returns {Meaning} */
export function meaningOf(targets) {
  const values = classes(targets);
  if (values) {
    const of = Uint8Array.from(targets, (row) => values.findIndex((v) => same(v, row)));
    return { kind: "classes", values, of };
  }
  let [low, high] = [Infinity, -Infinity];
  for (const row of targets) {
    for (const y of row) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  return { kind: "heights", low, high };
}

/** The class of another target, −1 where it is none. @param {Meaning} meaning
 * @param {number[]} target */
export function classIn(meaning, target) {
  return meaning.kind === "classes" ? meaning.values.findIndex((v) => same(v, target)) : -1;
}

/** The targets that stand for classes: 0 and 1, −1 and 1, or one 1 among zeros; null: heights.
 * @param {number[][]} targets @returns {number[][] | null} */
function classes(targets) {
  const width = targets[0].length;
  if (width === 1) {
    const found = [0, -1].find((low) => targets.every(([y]) => y === low || y === 1));
    return found === undefined ? null : [[found], [1]];
  }
  const one = (/** @type {number[]} */ row) =>
    row.every((y) => y === 0 || y === 1) && row.filter((y) => y === 1).length === 1;
  if (!targets.every(one)) return null;
  return Array.from({ length: width }, (_, k) =>
    Array.from({ length: width }, (_, j) => +(j === k)),
  );
}

/** @param {number[]} a @param {number[]} b */
const same = (a, b) => a.every((x, k) => x === b[k]);
