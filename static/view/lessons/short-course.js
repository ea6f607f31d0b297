/** The short course, for two class periods: whether it is taken, which this browser remembers. */
import { namesCourse } from "../../core/lessons/sequence.js";
import { html, signal } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { lessonTitles } from "./course.js";

/** Where that stays. */
const STORE = "course";
const SHORT = "short";

const takesShort = signal(stored());

function stored() {
  try {
    return localStorage.getItem(STORE) === SHORT;
  } catch {
    return false; // storage is shut
  }
}

/** @param {boolean} short */
function take(short) {
  takesShort.value = short;
  try {
    localStorage.setItem(STORE, short ? SHORT : "");
  } catch {
    // it lasts as long as the page
  }
}

/** The query that names the lessons on show: that of the address comes first.
 * @returns {string} */
export function courseQuery() {
  if (namesCourse(location.search) || !takesShort.value) return location.search;
  const short = lessonTitles.value.filter((one) => one.short);
  return short.length ? `?course=${short.map(({ number }) => number).join(",")}` : location.search;
}

/** The whole course or the short one, where the address names none. */
export function ChooseCourse() {
  if (namesCourse(location.search)) return null;
  return html`<div class="segmented" role="group" aria-label=${t("lesson.course")}>
    ${[false, true].map(
      (short) =>
        html`<button
          type="button"
          key=${short}
          aria-pressed=${String(takesShort.value === short)}
          onClick=${() => take(short)}
        >
          ${t(short ? "lesson.course.brief" : "lesson.course.whole")}
        </button>`,
    )}
  </div>`;
}
