/** Who takes back the opening of a lesson leaves it, and is in it again with what is done again. */
import { batch } from "../../vendor/preact.js";
import { gate } from "../control/state.js";
import { lesson, lessonRoots, marks, partPlace, playsAnswer } from "./course.js";

/** @import { History } from "../../core/data/history.js"
 * @import { Entry } from "../control/state.js" */

/** The lesson that was left, as it was when it was taken back. */
let left = now();

function now() {
  return {
    roots: lessonRoots.value,
    of: lesson.value,
    place: partPlace.value,
    given: marks.value,
    hides: gate.value,
    plays: playsAnswer.value,
  };
}

/** @param {Entry | null} entry */
const isOfLesson = (entry) => !!entry && lessonRoots.value.has(entry.line.root);

/** Be in the lesson that was left, where what is gone to is of it. @param {History<Entry>} to */
export function returnToLesson(to) {
  const { roots, of, place, given, hides, plays } = left;
  if (lesson.value || !of || roots !== lessonRoots.value || !isOfLesson(to.now)) return;
  left = { ...left, of: null };
  batch(() => {
    gate.value = hides;
    partPlace.value = place;
    marks.value = given;
    playsAnswer.value = plays;
    lesson.value = of;
  });
}

/** Leave the lesson where all that it has set up lies ahead. @param {History<Entry>} at */
export function leaveBehind({ past, now: here, future }) {
  if (!lesson.value || [...past, here].some(isOfLesson) || !future.some(isOfLesson)) return;
  left = now();
  leave();
}

/** The network stays. */
export function leave() {
  batch(() => {
    playsAnswer.value = false;
    lesson.value = null;
    gate.value = null;
  });
}
