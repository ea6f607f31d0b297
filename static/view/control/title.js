/** What the experiment on show is called. */
import { bugsOn, ownNumber } from "../bugs/right-run.js";
import { lesson, lessonRoot } from "../lessons/course.js";
import { lessonWords } from "../lessons/words.js";
import { t } from "../ui/words.js";
import { origin, titleOf } from "./source-example.js";
import { line } from "./state.js";

/** What is on show, as people call it. */
export function title() {
  if (ownNumber.value) return t("replaced.title", { title: plainTitle() });
  return bugsOn.value.length ? t("break.title", { title: plainTitle() }) : plainTitle();
}

/** The same without its mistakes: what was opened, the lesson that set it up, or one's own. */
export function plainTitle() {
  const { preset, root } = line.value ?? {};
  if (origin.value) return titleOf(origin.value);
  if (preset) return t(`preset.${preset.name}`);
  const ofLesson = lesson.value && root === lessonRoot.value;
  return ofLesson ? lessonWords(`${lesson.value?.id}.title`) : t("example.own");
}
