/**
 * What the server says of a lesson of a teacher's own: it is sent whole each time, and kept nowhere.
 * @import { OwnLesson } from "../../core/lessons/own.js"
 * @import { Lesson, Mark } from "../lessons/course.js"
 * @import { PlayedRow } from "./api.js"
 * @typedef {{bug: string, value: number | null, text: string | null, rounded: number | null,
 *   lacks: "same" | "alike" | "infinite" | null}} PossibleMistake
 * @typedef {{value: number, text: string, mistakes: PossibleMistake[]}} PossibleMistakes
 */
import { asked, post } from "./api.js";

/** @param {OwnLesson} of @param {number} [seed] of fresh numbers @returns {Promise<Lesson>} */
export const postLesson = async (of, seed = 0) => ({
  ...(await post(`lessons?seed=${seed}`, of)),
  own: of,
});

/** @param {OwnLesson} of @param {string} task @param {string[]} given @param {number} seed
 * @returns {Promise<Mark>} */
export const postMark = (of, task, given, seed) =>
  post(`lessons/marks?${asked(task, given, seed)}`, of);

/** @param {OwnLesson} of @param {string} task @param {string[]} given @param {number} seed
 * @returns {Promise<{rows: PlayedRow[]}>} */
export const postPlay = (of, task, given, seed) =>
  post(`lessons/plays?${asked(task, given, seed)}`, of);

/** What each mistake makes of a number. @param {Record<string, any>} order
 * @returns {Promise<PossibleMistakes>} */
export const postMistakes = (order) => post("lessons/mistakes", order);
