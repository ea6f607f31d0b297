/**
 * A sequence of lessons of a teacher's own, in the query of the address: ?course=1,4,7-11.
 *
 * @typedef {{numbers: number[] | null, wrong: string[]}} Sequence  numbers: null where the query names
 *   none that there is; wrong: what in it is none
 */

/** Characters of a query that are read. */
const LONGEST = 200;
const ENTRY = /^(\d{1,3})(?:[-–](\d{1,3}))?$/;

/** Whether a query names a sequence. @param {string} search */
export const namesCourse = (search) => new URLSearchParams(search).has("course");

/** The lessons that a query names, in its order, each once. @param {string} search
 * @param {number[]} known @returns {Sequence} */
export function sequenceIn(search, known) {
  const text = new URLSearchParams(search).get("course");
  if (text === null) return { numbers: null, wrong: [] };
  const entries = text
    .slice(0, LONGEST)
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
  const read = entries.map((entry) => ({ entry, numbers: numbersOf(entry, known) }));
  const numbers = [...new Set(read.flatMap((one) => one.numbers))];
  const wrong = read.filter((one) => !one.numbers.length).map(({ entry }) => entry);
  return { numbers: numbers.length ? numbers : null, wrong: entries.length ? wrong : [text] };
}

/** The lesson behind one of them, in the sequence that a query names or in the course; null behind the
 * last, and behind one that the sequence does not have. @param {string} search @param {number[]} known
 * @param {number} number @returns {number | null} */
export function lessonBehind(search, known, number) {
  const all = sequenceIn(search, known).numbers ?? known;
  const at = all.indexOf(number);
  return at < 0 ? null : (all[at + 1] ?? null);
}

/** A number, or those from one to another. @param {string} entry @param {number[]} known */
function numbersOf(entry, known) {
  const [, first, last = first] = ENTRY.exec(entry) ?? [];
  return first === undefined
    ? []
    : known.filter((number) => number >= Number(first) && number <= Number(last));
}
