/** The quiz: a question of each lesson, asked again later with fresh numbers. */
import { signal } from "../../vendor/preact.js";
import * as api from "../server/api.js";
import { attempt } from "../control/queue.js";
import { openLesson } from "./open.js";

/** @import { Signal } from "../../vendor/preact.js"
 * @typedef {{lesson: string, part: string}} Asked */

/** What is still to be asked, the question on show first; null: no quiz.
 * @type {Signal<Asked[] | null>} */
export const quiz = signal(null);

/** @returns {Promise<boolean>} */
export async function openQuiz() {
  const read = await attempt(async () => void (quiz.value = await api.getQuiz()));
  return read && ask();
}

/** The question after the one on show. */
export function askNext() {
  quiz.value = quiz.value?.slice(1) ?? null;
  return ask();
}

/** Whether it is what a part is shown for. @param {string} lesson @param {string} part */
export const asks = (lesson, part) =>
  quiz.value?.[0]?.lesson === lesson && quiz.value[0].part === part;

/** Leave it. */
export const endQuiz = () => void (quiz.value = null);

/** @returns {Promise<boolean>} */
async function ask() {
  const now = quiz.value?.[0];
  return !!now && openLesson(now.lesson, now.part, { fresh: true });
}
