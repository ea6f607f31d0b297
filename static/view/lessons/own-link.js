/** Opening a lesson of a teacher's own that came as a link or a file. */
import { Misfit } from "../../core/data/checks.js";
import { ownIn, readOwnFile } from "../../core/lessons/own.js";
import { trouble } from "../control/state.js";
import { t } from "../ui/words.js";
import { ownOfCourse, takeOwn } from "./own-course.js";
import { openLesson } from "./open.js";

/** Characters of a place in it that are repeated. */
const LONGEST = 60;

/** @param {string} hash that names one @returns {Promise<string | null>} null if it is open, else
 * why it is not; empty: it has its place in a sequence, which comes first */
export async function openOwnLink(hash) {
  try {
    await takeOwn(hash);
    const { lesson, part } = await ownIn(hash);
    if (ownOfCourse.value.length && part === null) return "";
    return (await openLesson(lesson, part)) ? null : trouble.value;
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return t("link.broken", { place: error.place.slice(0, LONGEST) });
  }
}

/** @param {string} text of a file that holds one */
export async function openOwnFile(text) {
  try {
    await openLesson(readOwnFile(text));
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    trouble.value = t("file.damaged", { place: error.place.slice(0, LONGEST) });
  }
}
