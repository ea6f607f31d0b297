/** The quiz: a question of each lesson, asked again later with fresh numbers. */
import * as api from "../server/api.js";
import { attempt } from "../control/queue.js";
import { quiz } from "./course.js";
import { openLesson } from "./open.js";

/** @returns {Promise<boolean>} */
export async function openQuiz() {
  /** @type {typeof quiz.value} */
  let all = null;
  return (await attempt(async () => void (all = await api.getQuiz()))) && ask(all);
}

/** The question after the one on show. */
export const askNext = () => ask(quiz.value?.slice(1) ?? null);

/** Whether it is what a part is shown for. @param {string} lesson @param {string} part */
export const asks = (lesson, part) =>
  quiz.value?.[0]?.lesson === lesson && quiz.value[0].part === part;

/** @param {typeof quiz.value} left @returns {Promise<boolean>} */
async function ask(left) {
  const now = left?.[0];
  return !!now && openLesson(now.lesson, now.part, { fresh: true, asks: left });
}
