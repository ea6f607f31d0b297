/**
 * Words and network belong together: each line that a lesson has set up knows its part, and whoever is
 * taken back to the line is in that part again, with what was answered there.
 *
 * @typedef {{numbers: Map<string, Lesson>, closed: boolean}} Opening  of a lesson: with which numbers
 *   each part was shown last; closed: whether it was left for the list
 * @typedef {{opening: Opening, of: Lesson, place: number, state: string, plays: boolean,
 *   quiz: {lesson: string, part: string}[] | null}} Scene  plays: an answer of the learner
 * @import { History } from "../../core/data/history.js"
 * @import { Line } from "../../core/data/run.js"
 * @import { Entry } from "../control/state.js"
 * @import { Lesson, Marks, Part } from "./course.js"
 */
import { bugsOf } from "../../core/data/bugs.js";
import { NEXT } from "../../core/lessons/mask.js";
import { batch } from "../../vendor/preact.js";
import * as state from "../control/state.js";
import {
  answered,
  lesson,
  lessonRoot,
  marks,
  part,
  partPlace,
  playsAnswer,
  quiz,
  showings,
} from "./course.js";
import { storeMarks, takeMarks } from "./reloaded.js";

/** By the root of a line. @type {Map<number, Scene>} */
const scenes = new Map();
/** What was answered, by the numbers it was asked with and the part.
 * @type {WeakMap<Lesson, Record<string, Marks>>} */
const answers = new WeakMap();

/** @returns {Opening} */
const begun = () => ({ numbers: new Map(), closed: false });

let opening = begun();

/** Another lesson, or the same one from its beginning. */
export const openAnew = () => void (opening = begun());

/** @param {Line} line */
export const sceneOf = ({ root }) => scenes.get(root) ?? null;

/** The part on show has set up a line. @param {Line} line @param {string} name of its state
 * @param {boolean} [plays] */
export function setsUp({ root }, name, plays = false) {
  const of = lesson.value;
  if (!of) return;
  lessonRoot.value = root;
  scenes.set(root, { opening, of, place: partPlace.value, state: name, plays, quiz: quiz.value });
}

/** Answers of the part on show. @param {Marks} given */
export function keepMarks(given) {
  marks.value = given;
  const [of, now] = [lesson.value, part.value];
  if (!of || !now) return;
  const all = { ...answers.get(of), [now.id]: given };
  answers.set(of, all);
  storeMarks(of, all);
}

/** The numbers with which a part was shown last. @param {Lesson} of @param {Part} wanted */
export const latest = (of, { id }) => opening.numbers.get(id) ?? of;

/** The words of a part with what was answered there. @param {Lesson} of @param {number} place */
export function turnTo(of, place) {
  const { id } = of.parts[place];
  opening.numbers.set(id, of);
  const reloaded = takeMarks(of);
  if (reloaded) answers.set(of, reloaded);
  batch(() => {
    lesson.value = of;
    partPlace.value = place;
    marks.value = answers.get(of)?.[id] ?? {};
    playsAnswer.value = false;
    showings.value++;
  });
}

/** What a part hides until it was answered. @param {Part} of */
export function shut({ before }) {
  state.gate.value = before !== null && !answered.value ? { before } : null;
}

/** Be at the moment at which a part begins; once it was answered, where the answer is seen.
 * @param {Part} of */
export function stand(of) {
  batch(() => {
    state.time.value = momentOf(of);
    state.shown.value = of.example;
    state.selected.value = of.cell && { tensor: of.cell[0], cell: of.cell[1] };
  });
}

/** @param {Part} of */
function momentOf({ before, moment, tasks }) {
  const trace = state.whole.value;
  const end = trace?.steps.length ?? 0;
  const behind = (/** @type {string} */ tensor) => (trace?.writer.get(tensor) ?? end - 1) + 1;
  if (!before) return moment ? behind(moment) : end;
  if (answered.value) return behind(tasks.at(-1)?.asks?.[0] ?? before);
  return before === NEXT ? end : (trace?.writer.get(before) ?? 0);
}

/** The words that belong to where one is taken; the lesson is left where all of it lies ahead.
 * @param {History<Entry>} to @returns {Part | null} a part that was not on show */
export function enterScene({ past, now }) {
  const scene = now && sceneOf(now.line);
  if (scene && !scene.opening.closed) return come(now.line, scene);
  if (lesson.value && !past.some(isOpen)) leave();
  return null;
}

/** @param {Line} line @param {Scene} scene */
function come({ root, replaced, experiment }, { opening: own, of, place, plays, quiz: asks }) {
  const there = own === opening && lesson.value === of && partPlace.value === place;
  opening = own;
  return batch(() => {
    if (!there) turnTo(of, place);
    lessonRoot.value = root;
    quiz.value = asks;
    playsAnswer.value = plays && (!!replaced || bugsOf(experiment).length > 0);
    if (part.value) shut(part.value);
    return there ? null : part.value;
  });
}

/** @param {Entry} entry */
const isOpen = ({ line }) => sceneOf(line)?.opening === opening && !opening.closed;

/** Leave for the list: what is taken back afterwards does not lead into it again. */
export function close() {
  opening.closed = true;
  leave();
}

/** The network stays. */
function leave() {
  batch(() => {
    playsAnswer.value = false;
    lesson.value = null;
    state.gate.value = null;
    quiz.value = null;
  });
}
