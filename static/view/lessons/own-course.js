/**
 * Lessons that a teacher made and put into a sequence: they come with the fragment of its link, and
 * every later address has them too. Where they are too long for that they stay with the tab.
 * @import { OwnLesson } from "../../core/lessons/own.js"
 * @import { Lesson } from "./course.js"
 */
import { Misfit } from "../../core/data/checks.js";
import { equal } from "../../core/data/form.js";
import { LONGEST } from "../../core/data/packed.js";
import { ownOf, packsIn, withCourse } from "../../core/lessons/own.js";
import { hasOwnPlace, ownPlace } from "../../core/lessons/sequence.js";
import { signal } from "../../vendor/preact.js";
import { language } from "../ui/words.js";

/** In the order of the link. @type {import("../../vendor/preact.js").Signal<OwnLesson[]>} */
export const ownOfCourse = signal([]);

/** Where they stay. */
const STORE = "course-own";
/** So many are read. */
const MOST = 12;

/** The same as the link has them. @type {string[]} */
let packs = [];

/** Take them from a fragment, or where it has none from this tab. @param {string} hash
 * @throws {Misfit} where one of them is not as it must be */
export async function takeOwn(hash) {
  if (!hasOwnPlace(location.search)) return;
  const found = packsIn(hash, kept()).slice(0, MOST);
  ownOfCourse.value = await Promise.all(found.map(ownOf));
  packs = found;
  keep(packs);
}

/** A fragment with them. @param {string} hash @returns {Promise<string>} */
export async function carryOwn(hash) {
  await recallOwn();
  const whole = withCourse(hash, packs);
  return whole.length > LONGEST ? hash : whole;
}

/** Those of before, where the page was loaded again. */
export async function recallOwn() {
  if (ownOfCourse.value.length) return;
  try {
    await takeOwn(location.hash);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error; // what the tab held is no lesson any more
  }
}

/** @returns {string[]} */
function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // storage is shut, or holds something else
  }
}

/** @param {string[]} packs */
function keep(packs) {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(packs));
  } catch {
    // they last as long as the page
  }
}

/** Where a lesson stands in the sequence; null: nowhere. @param {Lesson | null} of */
export function placeInCourse(of) {
  if (!of?.own) return of?.number ?? null;
  const at = ownOfCourse.value.findIndex((one) => equal(one, of.own));
  return at < 0 ? null : ownPlace(at);
}

/** The one at a place. @param {unknown} place @returns {OwnLesson | null} */
export const ownAt = (place) => ownOfCourse.value.find((_, k) => ownPlace(k) === place) ?? null;

/** Its title in the language of the page, or in another. @param {OwnLesson} of */
export const ownTitle = ({ title }) =>
  title[language.value] || Object.values(title).find(Boolean) || "";
