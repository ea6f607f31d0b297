/** The course: its lessons with what each cures, how far one is, and what one has answered. */
import { addressOf } from "../../core/lessons/address.js";
import { namesCourse, sequenceIn } from "../../core/lessons/sequence.js";
import { solved } from "../../core/lessons/progress.js";
import { html, useEffect } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { MyAnswers } from "./answers.js";
import { progress, lessonTitles } from "./course.js";
import { openCourse, openLesson } from "./open.js";
import { MakeYourOwn } from "./own/begin.js";
import { ownAt, ownOfCourse, ownTitle, recallOwn } from "./own-course.js";
import { openQuiz } from "./quiz.js";
import { ChooseCourse, courseQuery } from "./short-course.js";
import { hasWords, lessonWords } from "./words.js";

/** @import { LessonTitle } from "./course.js"
 * @import { OwnLesson } from "../../core/lessons/own.js"
 * @import { Place } from "../../core/lessons/sequence.js" */

/** Characters of an address that are repeated. */
const LONGEST = 60;

/** The lesson and its part with the four pictures. @type {[string, string]} */
const PICTURED = ["one-layer-deeper", "pictures"];

export function CourseList() {
  useEffect(() => void recallOwn(), []);
  useEffect(() => void (lessonTitles.value.length || openCourse()), []);
  const all = lessonTitles.value;
  const known = all.map(({ number }) => number);
  const { numbers, wrong, missing } = sequenceIn(courseQuery(), known, ownOfCourse.value.length);
  /** @param {Place} place @returns {(LessonTitle | OwnLesson)[]} */
  const lessonsAt = (place) => {
    const made = ownAt(place);
    return made ? [made] : all.filter(({ number }) => number === place);
  };
  const chosen = (numbers ?? known).flatMap(lessonsAt);
  const minutes = chosen.reduce((sum, one) => sum + one.minutes, 0);
  return html`<section class="course">
    <h2>${t(numbers && namesCourse(location.search) ? "lesson.course.own" : "lesson.course")}</h2>
    <p>${t("lesson.course.what")}</p>
    <${ChooseCourse} />
    ${
      all.length > 0 &&
      wrong.length > 0 &&
      html`<p class="note" role="alert">
        ${t("lesson.course.wrong", { names: wrong.join(", ").slice(0, LONGEST), last: Math.max(...known) })}
      </p>`
    }
    ${all.length > 0 && missing && html`<p class="note" role="alert">${t("lesson.course.missing")}</p>`}
    <p class="caption">${t("lesson.course.minutes", { count: chosen.length, minutes })}</p>
    <ol class="course-list">
      ${chosen.map((one, k) =>
        "id" in one
          ? html`<${Row} key=${one.id} of=${one} />`
          : html`<${OwnRow} key=${k} of=${one} />`,
      )}
    </ol>
    <div class="lesson-row">
      <button class="button" onClick=${openQuiz}>${t("lesson.quiz")}</button>
      <span class="caption">${t("lesson.quiz.what")}</span>
    </div>
    <div class="lesson-row">
      <button class="button" onClick=${() => openLesson(...PICTURED)}>
        ${t("lesson.pictures")}
      </button>
      <span class="caption">${t("lesson.pictures.what")}</span>
    </div>
    <${MakeYourOwn} />
    <${MyAnswers} />
  </section>`;
}

/** One that the teacher made. @param {{of: OwnLesson}} props */
const OwnRow = ({ of }) =>
  html`<li>
    <button class="course-row" onClick=${() => openLesson(of)}>
      <span class="number" aria-hidden="true">★</span>
      <span
        ><strong>${ownTitle(of)}</strong><small>${t("lesson.course.made")}</small
        ><small>${t("lesson.minutes", { minutes: of.minutes })}</small></span
      >
    </button>
  </li>`;

/** @param {{of: LessonTitle}} props */
function Row({ of: { id, number, minutes, short, questions } }) {
  const right = questions.filter(({ task }) => solved(progress.value, `${id}.${task}`)).length;
  const facts = [
    t("lesson.minutes", { minutes }),
    short && t("lesson.short"),
    t("lesson.progress", { right, count: questions.length }),
  ];
  const done = questions.length > 0 && right === questions.length;
  return html`<li>
    <button class="course-row" onClick=${() => openLesson(id)}>
      <span class="number">${number}</span>
      <span
        ><strong>${lessonWords(`${id}.title`)}</strong><small>${lessonWords(`${id}.about`)}</small
        ><small>${t("lesson.cures", { belief: lessonWords(`${id}.cures`) })}</small
        ><small>${facts.filter(Boolean).join(" · ")}</small></span
      >
      ${
        done &&
        html`<span class="done" title=${t("lesson.done")}
          >✓<span class="visually-hidden">${t("lesson.done")}</span></span
        >`
      }
    </button>
    <details class="questions-of">
      <summary>${t("lesson.questions")}</summary>
      <ul>
        ${questions.map(
          ({ part, task }) =>
            html`<li key=${task}>
              <a
                href=${`${location.search}#${addressOf(id, part)}`}
                onClick=${(/** @type {Event} */ event) => {
                  event.preventDefault();
                  void openLesson(id, part);
                }}
                >${asked(`${id}.${task}.ask`, task)}</a
              >
            </li>`,
        )}
      </ul>
    </details>
  </li>`;
}

/** A question in the list, where its numbers are not known. @param {string} key @param {string} task */
const asked = (key, task) =>
  hasWords(key)
    ? lessonWords(key)
        .replace(/\{\w+\}(?:\*\*)?(?:\[[^\]]*\])?/g, "…")
        .replaceAll("*", "")
    : task;
