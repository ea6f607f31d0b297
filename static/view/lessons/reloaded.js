/** Answers of the lesson on show outlive a reload of this tab, and no other way to open the page.
 * @import { Lesson, Marks } from "./course.js" */

const MARKS = "lesson-marks";

/** What was answered before the reload, until a lesson is shown.
 * @type {{lesson: string, marks: Record<string, Marks>} | null} */
let before = stored();

function stored() {
  const [opened] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType("navigation")
  );
  if (opened?.type !== "reload") return null;
  try {
    const { lesson, marks } = JSON.parse(sessionStorage.getItem(MARKS) ?? "{}");
    const all = Object.values(marks).flatMap((of) => Object.values(/** @type {Marks} */ (of)));
    const valid = all.every((one) => typeof one.given === "string" && Array.isArray(one.answers));
    return valid && typeof lesson === "string" ? { lesson, marks } : null;
  } catch {
    return null; // storage is shut, or holds something else
  }
}

/** The same lesson with the same numbers. @param {Lesson} of */
const nameOf = ({ id, seed }) => `${id} ${seed}`;

/** By part; the first lesson that is shown takes them, if they are its own. @param {Lesson} of
 * @returns {Record<string, Marks> | undefined} */
export function takeMarks(of) {
  const found = before?.lesson === nameOf(of) ? before.marks : undefined;
  before = null;
  return found;
}

/** @param {Lesson} of @param {Record<string, Marks>} marks by part */
export function storeMarks(of, marks) {
  try {
    sessionStorage.setItem(MARKS, JSON.stringify({ lesson: nameOf(of), marks }));
  } catch {
    // they last as long as the page
  }
}

/** Nothing comes back after the next reload. */
export function dropMarks() {
  try {
    sessionStorage.removeItem(MARKS);
  } catch {
    // shut, and so nothing is there
  }
}
