/** The lesson in its panel: what it tells, what it asks, and the way on. */
import { lessonBehind } from "../../core/lessons/sequence.js";
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { Curve } from "../inspector/activation-curve.js";
import { gate } from "../control/state.js";
import { t } from "../ui/words.js";
import { Cases } from "./cases.js";
import { Collapse } from "./collapse.js";
import {
  answered,
  lesson,
  lessonTitles,
  marks,
  part,
  partPlace,
  quiz,
  showings,
} from "./course.js";
import { CourseList } from "./list.js";
import { LedgerPanel } from "./ledger.js";
import { Luck } from "../luck/luck.js";
import { Paths } from "./paths.js";
import { Pictures } from "./pictures.js";
import { askAgain, closeLesson, goToPart, openLesson, tryAgain } from "./open.js";
import { FadedTable } from "./table.js";
import { TaskForm } from "./task.js";
import { ownAt, ownOfCourse, ownTitle, placeInCourse, recallOwn } from "./own-course.js";
import { askNext, asks } from "./quiz.js";
import { courseQuery } from "./short-course.js";
import { Text } from "./text.js";
import { addDraft, draft } from "./own/draft.js";
import { showMoment } from "./own/moment.js";
import { OwnForm } from "./own/form.js";
import { otherLanguage } from "./own-words.js";
import { lessonTitle, lessonWords, hasWords } from "./words.js";

export function LessonTab() {
  const [of, now] = [lesson.value, part.value];
  if (!of || !now) return draft.value ? html`<${OwnForm} />` : html`<${CourseList} />`;
  const text = `${of.id}.${now.id}.text`;
  return html`<article class="lesson" data-lesson=${of.id} data-part=${now.id}>
    <${Head} />
    ${hasWords(text) && html`<${Text} text=${lessonWords(text, of.values)} />`}
    ${now.cases.length > 0 && html`<${Cases} />`}
    ${now.shows === "curve" && html`<${Curve} cell=${{ tensor: "a2", cell: [0, 0] }} />`}
    ${now.shows === "ledger" && html`<${LedgerPanel} key=${now.id} />`}
    ${now.shows === "paths" && html`<${Paths} key=${now.id} />`}
    ${now.shows === "pictures" && html`<${Pictures} key=${now.id} />`}
    ${now.shows === "luck" && answered.value && html`<${Luck} key=${now.id} iterations=${1000} />`}
    ${now.shows === "collapse" && html`<${Collapse} key=${now.id} />`}
    ${
      now.faded
        ? html`<${FadedTable} key=${showings.value} />`
        : now.tasks.map(
            (task) => html`<${TaskForm} key=${`${task.id}${showings.value}`} task=${task} />`,
          )
    }
    <${Foot} />
  </article>`;
}

function Head() {
  const of = lesson.value;
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  const at = partPlace.value;
  const before = useRef(at);
  useEffect(() => {
    title.current?.closest(".inspector")?.scrollTo(0, 0); // not as far down as the list had been read
    if (before.current === at) return;
    before.current = at;
    title.current?.focus({ preventScroll: true });
  }, [of?.id, at]);
  if (!of) return null;
  const where = { part: at + 1, parts: of.parts.length, minutes: of.minutes };
  return html`<header class="lesson-head">
    <p class="eyebrow">${t("lesson.place", where)}</p>
    <h2 ref=${title} tabindex="-1">${lessonTitle(of)}</h2>
    <progress
      max=${of.parts.length}
      value=${at + 1}
      aria-label=${t("lesson.place", where)}
    ></progress>
    <${Gated} />
    ${otherLanguage.value && html`<p class="note">${t("own.language", { language: otherLanguage.value })}</p>`}
  </header>`;
}

/** What the gate hides, said where a lesson first hides something: it is no lock. */
function Gated() {
  const first = lesson.value?.parts.findIndex(({ before }) => before !== null);
  return gate.value && partPlace.value === first
    ? html`<p class="caption">${t("lesson.gated")}</p>`
    : null;
}

function Foot() {
  const [of, now] = [lesson.value, part.value];
  if (!of || !now) return null;
  const at = partPlace.value;
  const last = at === of.parts.length - 1;
  if (asks(of.id, now.id)) return html`<${QuizFoot} />`;
  return html`<nav class="lesson-foot" aria-label=${t("lesson.nav")}>
    ${at > 0 && html`<button class="button" onClick=${() => goToPart(at - 1)}>${t("lesson.back")}</button>`}
    <${OnceMore} />
    <span class="spacer"></span>
    <button class="button quiet" onClick=${closeLesson}>
      ${t(draft.value ? "own.edit" : "lesson.all")}
    </button>
    ${
      last &&
      of.own &&
      !draft.value &&
      html`<button class="button quiet" onClick=${() => of.own && copy(of.own)}>
        ${t("own.copy")}
      </button>`
    }
    ${
      !last &&
      html`<button
        class=${answered.value ? "button primary" : "button"}
        onClick=${() => goToPart(at + 1)}
      >
        ${t(answered.value ? "lesson.next" : "lesson.skip")}
      </button>`
    }
    ${last && html`<${NextLesson} />`}
  </nav>`;
}

/** Answered already: the same question again, or one with fresh numbers. */
function OnceMore() {
  if (!answered.value || !Object.keys(marks.value).length) return null;
  return part.value?.again
    ? html`<button class="button" onClick=${askAgain}>${t("lesson.another")}</button>`
    : html`<button class="button" onClick=${tryAgain}>${t("lesson.again")}</button>`;
}

/** Write on at a lesson of somebody's own. @param {import("../../core/lessons/own.js").OwnLesson} of */
function copy(of) {
  addDraft(of);
  closeLesson();
  void showMoment();
}

/** The way on from the end of a lesson, in the order of the course or of a teacher's own. */
function NextLesson() {
  const all = lessonTitles.value;
  const known = all.map(({ number }) => number);
  useEffect(() => void recallOwn(), []);
  const here = placeInCourse(lesson.value);
  const own = ownOfCourse.value.length;
  const place = here === null ? null : lessonBehind(courseQuery(), known, here, own);
  const made = ownAt(place);
  const next = all.find((one) => one.number === place);
  if (!made && !next) return null;
  const title = next && lessonWords(`${next.id}.title`);
  return html`<button
    class=${answered.value ? "button primary" : "button"}
    onClick=${() => openLesson(made ?? next?.id ?? "")}
  >
    ${
      made
        ? t("lesson.next.made", { title: ownTitle(made) })
        : t("lesson.next.lesson", { number: next?.number ?? "", title: title ?? "" })
    }
  </button>`;
}

function QuizFoot() {
  const left = (quiz.value?.length ?? 1) - 1;
  return html`<nav class="lesson-foot" aria-label=${t("lesson.nav")}>
    <span class="caption">${t("lesson.quiz.left", { count: left })}</span>
    <span class="spacer"></span>
    <button class="button quiet" onClick=${closeLesson}>${t("lesson.all")}</button>
    ${
      left > 0 &&
      html`<button class=${answered.value ? "button primary" : "button"} onClick=${askNext}>
        ${t(answered.value ? "lesson.next" : "lesson.skip")}
      </button>`
    }
  </nav>`;
}
