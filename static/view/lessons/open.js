/**
 * Opening a lesson, going through its parts, and locking answers.
 * @import { OwnLesson } from "../../core/lessons/own.js"
 * @import { Lesson, Mark, Part, Task } from "./course.js"
 */
import { numbers } from "../../core/data/bytes.js";
import { lineOf } from "../../core/data/run.js";
import * as api from "../server/api.js";
import { withExamples } from "../server/drawn-data.js";
import { postLesson, postMark } from "../server/own-lessons.js";
import { attempt, load, wish } from "../control/queue.js";
import * as state from "../control/state.js";
import { showTab } from "../ui/tabs.js";
import { halt } from "../control/train.js";
import {
  answered,
  keepAnswer,
  lesson,
  lessonTitles,
  marks,
  part,
  playsAnswer,
  quiz,
} from "./course.js";
import { close, keepMarks, latest, openAnew, setsUp, shut, stand, turnTo } from "./scenes.js";
import { lessonTitle, lessonWords, loadWords } from "./words.js";

/** Fresh numbers are drawn from a seed below this. */
const SEEDS = 1000;

/** Which of the openings and leavings is the newest: an older one that arrives late shows nothing. */
let newest = 0;

const drawn = () => 1 + Math.floor(Math.random() * (SEEDS - 1));

/** The list of lessons. @returns {Promise<boolean>} */
export function openCourse() {
  showTab("lesson");
  return attempt(async () => {
    await loadWords();
    lessonTitles.value = await api.getLessons();
  });
}

/** Open a lesson at a part. @param {string | OwnLesson} id  or a document of one's own
 * @param {string | null} [name] of the part
 * @param {{fresh?: boolean, asks?: typeof quiz.value}} [how] fresh: with other numbers than its words
 *   have; asks: the quiz that asks it
 * @returns {Promise<boolean>} */
export async function openLesson(id, name = null, { fresh = false, asks = null } = {}) {
  const mine = ++newest;
  const wanted = wish();
  /** @type {Lesson | null} */
  let found = null;
  await attempt(async () => {
    [found] = await Promise.all([readLesson(id, fresh ? drawn() : 0), loadWords()]);
    if (!lessonTitles.value.length) lessonTitles.value = await api.getLessons();
  });
  if (!found || mine !== newest || !wanted()) return false;
  openAnew();
  quiz.value = asks;
  const { parts } = /** @type {Lesson} */ (found);
  return present(found, parts.find((one) => one.id === name) ?? parts[0]);
}

/** Leave the lesson for the list; the network stays. */
export function closeLesson() {
  newest++;
  close();
}

/** Show a part: behind its gate, or with what was answered there. @param {number} at
 * @returns {Promise<boolean>} */
export async function goToPart(at) {
  const of = lesson.value;
  if (!of) return false;
  const wanted = of.parts[Math.min(Math.max(at, 0), of.parts.length - 1)];
  return present(latest(of, wanted), wanted);
}

/** Ask the part on show again, with the same numbers. @returns {Promise<boolean>} */
export async function tryAgain() {
  const [of, now] = [lesson.value, part.value];
  if (!of || !now) return false;
  keepMarks({});
  return present(of, now);
}

/** Ask the part on show again with fresh numbers. @returns {Promise<boolean>} */
export async function askAgain() {
  const [of, now] = [lesson.value, part.value];
  if (!of || !now) return false;
  const seed = drawn();
  /** @type {Lesson | null} */
  let fresh = null;
  await attempt(async () => void (fresh = await readLesson(of.own ?? of.id, seed)));
  return !!fresh && present(fresh, now);
}

/** Another state of the part on show. @param {string} name @returns {Promise<boolean>} */
export async function showState(name) {
  const of = lesson.value;
  return !!of && !!part.value && put(of, part.value, name);
}

/** @param {Lesson} of @param {Part} wanted */
function present(of, wanted) {
  const place = of.parts.findIndex(({ id }) => id === wanted.id);
  turnTo(of, place);
  showTab("lesson");
  return put(of, of.parts[place], wanted.state);
}

/** @param {Lesson} of @param {Part} wanted @param {string} name */
async function put(of, wanted, name) {
  const mine = newest;
  playsAnswer.value = false;
  await halt();
  return attempt(async () => {
    if (mine !== newest || lesson.value !== of) return;
    // What is to be hidden is hidden before anything of it can be drawn.
    shut(wanted);
    state.playing.value = 0;
    state.goal.value = null;
    state.grain.value = "operation";
    const { experiment, ...held } = await withExamples(of.states[name]);
    const line = lineOf(experiment, { ...held, ...begunWith(of) });
    setsUp(line, name);
    await load(line, of.iteration ?? 0);
    stand(wanted);
  });
}

/** What a lesson in the middle of a run says of where it begins. @param {Lesson} of */
export function begunWith({ checkpoint }) {
  if (!checkpoint) return {};
  return { start: { ...checkpoint, values: numbers(checkpoint.values) }, cut: true };
}

/** Lock an answer, and let the step play that it was about. @param {Task} task
 * @param {string[]} given @param {string} sure @returns {Promise<boolean>} */
export async function lock(task, given, sure) {
  const of = lesson.value;
  if (!of) return false;
  /** @type {Mark | null} */
  let mark = null;
  await attempt(async () => void (mark = await markAnswer(of, task.id, given)));
  if (!mark) return false;
  settle(task, mark, given.join(" "), sure);
  return true;
}

/** @param {string | OwnLesson} of @param {number} seed @returns {Promise<Lesson>} */
const readLesson = (of, seed) =>
  typeof of === "string" ? api.getLesson(of, seed) : postLesson(of, seed);

/** @param {Lesson} of @param {string} task @param {string[]} given */
const markAnswer = ({ id, own, seed }, task, given) =>
  own ? postMark(own, task, given, seed) : api.getMark(id, task, given, seed);

/** What is reached on the network needs no lock. @param {Task} task @param {string} answer */
export const reached = (task, answer) =>
  settle(
    task,
    { right: true, answers: ["right"], truth: answer, coarse: false, bug: null },
    answer,
    "",
  );

/** Of a lesson of one's own, what was asked. @param {Task} task */
function ofOwn({ id }) {
  const of = lesson.value;
  if (!of?.own) return {};
  return { of: `${lessonTitle(of)} · ${lessonWords(`${of.id}.${id}.ask`)}` };
}

/** @param {Task} task @param {Mark} mark @param {string} given @param {string} sure */
function settle(task, mark, given, sure) {
  keepMarks({ ...marks.value, [task.id]: { ...mark, given, sure } });
  const { right, truth, answers: names } = mark;
  if (!mark.coarse)
    keepAnswer(task.id, { answer: given, names, right, sure, truth, ...ofOwn(task) });
  if (!answered.value || !state.gate.value) return;
  const asked = task.asks?.[0] ?? state.gate.value.before;
  state.gate.value = null;
  const step = state.trace.value?.writer.get(asked);
  if (step === undefined || step + 1 <= state.time.value) return;
  if (state.still.matches) return void (state.time.value = step + 1);
  state.goal.value = step + 1;
  state.playing.value = 1;
}
