/**
 * A sequence of lessons of a teacher's own, in the query of the address: ?course=1,4,7-11. In it `own`
 * stands for a lesson that the teacher made, in the fragment: the first one, then the second.
 *
 * @typedef {number | string} Place  of a lesson: its number, or own-0, own-1 …
 * @typedef {{numbers: Place[] | null, wrong: string[], missing: boolean}} Sequence  numbers: null where
 *   the query names none that there is; wrong: what in it is none; missing: `own` without its lesson
 */

/** Characters of a query that are read. */
const LONGEST = 200;
const OWN = "own";
const ENTRY = /^(\d{1,3})(?:[-–](\d{1,3}))?$/;

/** Whether a query names a sequence. @param {string} search */
export const namesCourse = (search) => new URLSearchParams(search).has("course");

/** The place of a lesson that the teacher made. @param {number} k counted from 0 */
export const ownPlace = (k) => `${OWN}-${k}`;

/** Whether a query has a place for a lesson that the teacher made. @param {string} search */
export const hasOwnPlace = (search) =>
  (new URLSearchParams(search).get("course") ?? "").split(",").some((one) => one.trim() === OWN);

/** The lessons that a query names, in its order, each once. @param {string} search
 * @param {number[]} known @param {number} [own] how many the teacher made @returns {Sequence} */
export function sequenceIn(search, known, own = 0) {
  const text = new URLSearchParams(search).get("course");
  if (text === null) return { numbers: null, wrong: [], missing: false };
  const entries = text
    .slice(0, LONGEST)
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
  let met = 0;
  const ownOnes = () => (met < own ? [ownPlace(met++)] : []);
  /** @param {string} entry @returns {Place[]} */
  const placesOf = (entry) => (entry === OWN ? ownOnes() : numbersOf(entry, known));
  const read = entries.map((entry) => ({ entry, numbers: placesOf(entry) }));
  const numbers = [...new Set(read.flatMap((one) => one.numbers))];
  const without = read.filter((one) => !one.numbers.length).map(({ entry }) => entry);
  return {
    numbers: numbers.length ? numbers : null,
    wrong: entries.length ? without.filter((entry) => entry !== OWN) : [text],
    missing: without.includes(OWN),
  };
}

/** The lesson behind one of them, in the sequence that a query names or in the course; null behind the
 * last, and behind one that the sequence does not have. @param {string} search @param {number[]} known
 * @param {Place} place @param {number} [own] how many the teacher made @returns {Place | null} */
export function lessonBehind(search, known, place, own = 0) {
  /** @type {Place[]} */
  const all = sequenceIn(search, known, own).numbers ?? known;
  const at = all.indexOf(place);
  return at < 0 ? null : (all[at + 1] ?? null);
}

/** A number, or those from one to another. @param {string} entry @param {number[]} known */
function numbersOf(entry, known) {
  const [, first, last = first] = ENTRY.exec(entry) ?? [];
  return first === undefined
    ? []
    : known.filter((number) => number >= Number(first) && number <= Number(last));
}
