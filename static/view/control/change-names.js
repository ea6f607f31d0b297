/** What a change from one entry of the history to the next is called. */
import { differences } from "../../core/data/differences.js";
import { ownTitle } from "../lessons/own-course.js";
import { sceneOf } from "../lessons/scenes.js";
import { lessonTitle } from "../lessons/words.js";
import { t } from "../ui/words.js";
import { changed } from "./run-names.js";
import { titleOf } from "./source-example.js";

/** @import { Line } from "../../core/data/run.js"
 * @import { Scene } from "../lessons/scenes.js"
 * @import { Entry } from "./state.js" */

/** Empty where there is no change. @param {Entry | null | undefined} before
 * @param {Entry | null | undefined} after */
export function nameOfChange(before, after) {
  if (!before || !after) return "";
  const [one, other] = [before.line, after.line];
  if (one.id === other.id)
    return t("change.training", { from: before.iteration, to: after.iteration });
  if (one.root !== other.root) return opened(one, other);
  if (one.replaced && !other.replaced) return t("change.right");
  const all = differences(one.experiment, other.experiment);
  if (!all.length) return t(other.start ? "branch.by-hand" : "change.restart");
  const more = all.length > 1 ? t("branch.more", { count: all.length - 1 }) : "";
  return `${changed(all[0])} ${more}`.trim();
}

/** What a lesson has set up, or what was opened. @param {Line} one @param {Line} other */
function opened(one, other) {
  const [left, met] = [sceneOf(one), sceneOf(other)];
  if (met) return inLesson(left, met);
  const { example, preset } = other;
  const title = example ? titleOf(example) : preset && t(`preset.${preset.name}`);
  return title ? t("change.opened.titled", { title }) : t("change.opened");
}

/** @param {Scene | null} left @param {Scene} met */
function inLesson(left, met) {
  const title = met.of.own ? ownTitle(met.of.own) : lessonTitle(met.of);
  if (left?.opening !== met.opening)
    return t(met.quiz ? "change.quiz" : "change.lesson", { title });
  if (left.place !== met.place) return t("change.part", { title, part: met.place + 1 });
  if (met.plays) return t("change.plays");
  if (left.plays) return t("change.right");
  if (left.of !== met.of) return t("change.fresh");
  return t(left.state === met.state ? "change.afresh" : "change.case");
}
