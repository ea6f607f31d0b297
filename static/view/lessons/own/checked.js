/**
 * The lesson in the form as the server gives it, or what it says against it; asked a moment after the
 * last change.
 * @import { OwnLesson } from "../../../core/lessons/own.js"
 * @import { Lesson } from "../course.js"
 * @typedef {{of: OwnLesson | null, lesson: Lesson | null, why: string, pointer: string}} Checked
 */
import { effect, signal } from "../../../vendor/preact.js";
import { Problem } from "../../server/api.js";
import { postLesson } from "../../server/own-lessons.js";
import { draft, formStep } from "./draft.js";

const PAUSE = 400;
/** The first step of the form that looks at it. */
const FROM = 3;

/** What was said last. @type {import("../../../vendor/preact.js").Signal<Checked>} */
export const checked = signal({ of: null, lesson: null, why: "", pointer: "" });

/** Whether that is of the lesson as it stands. */
export const isChecked = () => checked.value.of === draft.value;

let timer = 0;
effect(() => {
  const of = draft.value;
  clearTimeout(timer);
  if (of && formStep.value >= FROM && checked.peek().of !== of)
    timer = setTimeout(() => check(of), PAUSE);
});

/** @param {OwnLesson} of */
async function check(of) {
  /** @type {Checked} */
  let said = { of, lesson: null, why: "", pointer: "" };
  try {
    said.lesson = await postLesson(titled(of));
  } catch (error) {
    const pointer = error instanceof Problem ? (error.errors[0]?.pointer ?? "") : "";
    said = { ...said, why: error instanceof Error ? error.message : "trouble.unknown", pointer };
  }
  if (draft.peek() === of) checked.value = said;
}

/** A lesson without a title can be looked at already. @param {OwnLesson} of @returns {OwnLesson} */
const titled = (of) => (hasTitle(of) ? of : { ...of, title: { ...of.title, en: "…" } });

/** @param {OwnLesson} of */
export const hasTitle = ({ title }) => Object.values(title).some((text) => text.trim());
