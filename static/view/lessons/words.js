/** The words of the lessons: catalogues of their own, loaded when a lesson is opened. */
import { withNumbers } from "../../core/lessons/words.js";
import { effect, signal } from "../../vendor/preact.js";
import { reach, Unreachable } from "../server/connection.js";
import { language } from "../ui/words.js";

/** @type {import("../../vendor/preact.js").Signal<Record<string, string>>} */
const catalogue = signal({});
/** Words of the open lesson; none where it is one of the course.
 * @type {import("../../vendor/preact.js").Signal<Record<string, string>>} */
export const ownWords = signal({});
let wanted = false;

/** Load the words in the language of the page, and again where another is chosen. */
export async function loadWords() {
  if (wanted) return;
  wanted = true;
  await load(language.peek());
  effect(() => void load(language.value).catch(() => {})); // the words before stay
}

/** @param {string} code */
async function load(code) {
  const url = new URL(`../../locales/lessons/${code}.json`, import.meta.url);
  catalogue.value = await reach(async (signal) => {
    const response = await fetch(url, { signal }).catch(() => null);
    if (!response || response.status >= 500) throw new Unreachable();
    if (!response.ok) throw new Error("page.outdated");
    return response.json();
  });
}

/** The words of a key, with numbers put in; a missing key shows itself. @param {string} key
 * @param {Record<string, string | number>} [values] */
export const lessonWords = (key, values = {}) =>
  withNumbers(ownWords.value[key] ?? catalogue.value[key] ?? key, values);

/** Whether there are words for a key. @param {string} key */
export const hasWords = (key) => key in ownWords.value || key in catalogue.value;

/** The words as they stand, with places for chips. @param {string} key */
export const raw = (key) => catalogue.value[key] ?? "";

/** A lesson's number, where it has one, and its title. @param {import("./course.js").Lesson} of */
export const lessonTitle = ({ id, number }) =>
  [number, lessonWords(`${id}.title`)].filter((one) => one !== null).join(" · ");
