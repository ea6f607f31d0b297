/**
 * What somebody has answered, kept in the browser alone.
 *
 * @typedef {{answer: string, names: string[], right: boolean, sure: string, when: string,
 *   truth: string, of?: string}} Given  answer: as it was given; names: what it was recognised as; of:
 *   lesson and question in words, where the page has them only while the lesson is open
 * @typedef {Record<string, Given[]>} Progress  by lesson and task: "slope-decides.guess"
 */

/** Answers of one task that are kept. */
const MOST = 20;

/** @param {Progress} progress @param {string} key @param {Given} given @returns {Progress} */
export const withAnswer = (progress, key, given) => ({
  ...progress,
  [key]: [...(progress[key] ?? []), given].slice(-MOST),
});

/** Whether a task was answered right at least once. @param {Progress} progress @param {string} key */
export const solved = (progress, key) => !!progress[key]?.some(({ right }) => right);

/** Rows for a table: the header first. @param {Progress} progress @param {string[]} header
 * @param {(key: string) => string} title @returns {string[][]} */
export const answerRows = (progress, header, title) => [
  header,
  ...Object.entries(progress).flatMap(([key, all]) =>
    all.map(({ answer, truth, right, sure, when }) => [
      title(key),
      answer,
      truth,
      right ? "1" : "0",
      sure,
      when,
    ]),
  ),
];

/** What storage holds, as far as it is what it should be. @param {unknown} stored
 * @returns {Progress} */
export function validProgress(stored) {
  if (!stored || typeof stored !== "object") return {};
  const entries = Object.entries(stored).filter(
    ([, all]) => Array.isArray(all) && all.every((one) => typeof one?.answer === "string"),
  );
  return Object.fromEntries(entries);
}
