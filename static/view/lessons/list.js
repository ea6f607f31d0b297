/** The course as a list, and what one has answered so far. */
import { solved } from "../../core/lessons/progress.js";
import { html, useEffect } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { MyAnswers } from "./answers.js";
import { progress, lessonTitles } from "./course.js";
import { openCourse, openLesson } from "./open.js";
import { lessonWords } from "./words.js";

export function CourseList() {
  useEffect(() => void (lessonTitles.value.length || openCourse()), []);
  return html`<section class="course">
    <h2>${t("lesson.course")}</h2>
    <p>${t("lesson.course.what")}</p>
    <ol class="course-list">
      ${lessonTitles.value.map(
        ({ id, number, minutes, short }) =>
          html`<li key=${id}>
            <button class="course-row" onClick=${() => openLesson(id)}>
              <span class="number" data-short=${short || undefined}>${number}</span>
              <span
                ><strong>${lessonWords(`${id}.title`)}</strong
                ><small
                  >${lessonWords(`${id}.about`)} ${t("lesson.minutes", { minutes })}</small
                ></span
              >
              ${
                solved(progress.value, `${id}.rule`) &&
                html`<span class="done" title=${t("lesson.done")}
                  >✓<span class="visually-hidden">${t("lesson.done")}</span></span
                >`
              }
            </button>
          </li>`,
      )}
    </ol>
    <${MyAnswers} />
  </section>`;
}
