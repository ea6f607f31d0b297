/**
 * Which lesson is open, at which part, and what was answered. Answers stay in this browser.
 * @import { Given, Progress } from "../../core/lessons/progress.js"
 * @import { Condition } from "../../core/lessons/reach.js"
 * @import { OwnLesson } from "../../core/lessons/own.js"
 * @import { Experiment } from "../../core/data/trace.js"
 * @import { PlayedRow } from "../server/api.js"
 * @import { ReadonlySignal, Signal } from "../../vendor/preact.js"
 * @typedef {{id: string, kind: "number" | "choice" | "pick" | "reach" | "rule",
 *   asks: [string, number[]] | null, text: string | null, choices: {name: string, text: string}[],
 *   options: string[], slots: string[][], conditions: Condition[], only: string[],
 *   trained: boolean}} Task
 * @typedef {{id: string, state: string, twin: string | null, example: number, before: string | null,
 *   moment: string | null, tasks: Task[], faded: boolean, again: boolean, cases: string[],
 *   columns: {tensor: string, cell: number[], texts: string[]}[],
 *   shows: "ledger" | "collapse" | "curve" | "paths" | "pictures" | "luck" | null, cell: [string, number[]] | null}} Part
 * @typedef {{id: string, number: number, minutes: number, short: boolean,
 *   questions: {part: string, task: string}[]}} LessonTitle
 * @typedef {Omit<LessonTitle, "number"> & {number: number | null, seed: number,
 *   states: Record<string, Experiment>, values: Record<string, string>, parts: Part[],
 *   own?: OwnLesson, words?: Record<string, Record<string, string>>, iteration?: number,
 *   checkpoint?: {iteration: number, values: string} | null}} Lesson  own: the document of a lesson
 *   of a teacher's own, which has no number, brings its words and begins at a moment
 * @typedef {{right: boolean, answers: string[], truth: string, coarse: boolean,
 *   bug: string | null}} Mark
 * @typedef {Record<string, Mark & {given: string, sure: string, played?: PlayedRow[]}>} Marks
 */
import { withAnswer, validProgress } from "../../core/lessons/progress.js";
import { computed, signal } from "../../vendor/preact.js";
import { dropMarks } from "./reloaded.js";

/** @type {Signal<LessonTitle[]>} */
export const lessonTitles = signal([]);
/** The lesson with the numbers on show: those of its words, or fresh ones.
 * @type {Signal<Lesson | null>} */
export const lesson = signal(null);
/** The root of the line that belongs to what the lesson says now; null: none.
 * @type {Signal<number | null>} */
export const lessonRoot = signal(null);
/** What is still to be asked in the quiz, the question on show first; null: no quiz.
 * @type {Signal<{lesson: string, part: string}[] | null>} */
export const quiz = signal(null);
/** Whether a lesson is being written. */
export const making = signal(false);
/** Whether the stage plays an answer of the learner: its mistake is told and marked then, as anywhere. */
export const playsAnswer = signal(false);
/** The part on show. */
export const partPlace = signal(0);
/** Counts how often a part was put on show: its forms begin with what was answered then. */
export const showings = signal(0);
/** Answers of this part that are locked, by task; played: its numbers beside the right ones, once it
 * was run. @type {Signal<Marks>} */
export const marks = signal({});

/** @type {ReadonlySignal<Part | null>} */
export const part = computed(() => lesson.value?.parts[partPlace.value] ?? null);

/** Whether every task of the part was answered: what is behind the gate is seen then. A rule and a
 * table are done when they are right. */
export const answered = computed(() => {
  const now = part.value;
  return now?.tasks.every((task) => isDone(marks.value[task.id], task, now)) ?? true;
});

/** @param {Mark | undefined} mark @param {Task} task @param {Part} of */
const isDone = (mark, task, of) =>
  !!mark && !mark.coarse && (mark.right || !(of.faded || task.kind === "rule"));

/** Where answers are kept. */
const STORE = "lessons";

/** @type {Signal<Progress>} */
export const progress = signal(stored());

/** @returns {Progress} */
function stored() {
  try {
    return validProgress(JSON.parse(localStorage.getItem(STORE) ?? "{}"));
  } catch {
    return {}; // storage is shut, or holds something else
  }
}

/** Keep an answer. @param {string} task @param {Omit<Given, "when">} given */
export function keepAnswer(task, given) {
  if (lesson.value) keepGiven(`${lesson.value.id}.${task}`, given);
}

/** @param {string} key @param {Omit<Given, "when">} given */
export function keepGiven(key, given) {
  const when = new Date().toISOString();
  progress.value = withAnswer(progress.value, key, { ...given, when });
  save();
}

/** Forget all answers. */
export function forgetAnswers() {
  progress.value = {};
  dropMarks();
  save();
}

function save() {
  try {
    localStorage.setItem(STORE, JSON.stringify(progress.value));
  } catch {
    // they last as long as the page
  }
}
