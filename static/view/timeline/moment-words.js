/** The moment on show in words: iteration, epoch, loss, accuracy. */
import { epochOf } from "../../core/data/run.js";
import { short } from "../../core/data/number.js";
import { computed } from "../../vendor/preact.js";
import { examplesAdded, coarseTime, line, trace } from "../control/state.js";
import { t } from "../ui/words.js";

/** @import { Score } from "../../core/data/record.js" */

/** The score of the moment on show, where it was taken; else the last one before it. */
export const score = computed(() => {
  void examplesAdded.value;
  return line.value?.record.at(trace.value?.document.iteration ?? 0) ?? null;
});

/** How many iterations and epochs are done. */
export const place = computed(() => {
  const at = trace.value;
  return at ? momentPlace(at.document.iteration) : "";
});

/** "Iteration n" is the n-th, counted from 1, as the steps within it are seen; "n iterations" are done.
 * @param {number} iteration */
export function momentPlace(iteration) {
  const now = line.value;
  if (!now) return "";
  const each = epochOf(now.experiment);
  const epoch = Math.floor(iteration / each);
  if (coarseTime.value)
    return t(each > 1 ? "train.place" : "train.place.whole", { iteration, epoch });
  const key = each > 1 ? "train.place.at" : "train.place.at.whole";
  return t(key, { number: iteration + 1, epoch: epoch + 1 });
}

/** The scores of this moment; empty where none were taken. */
export const scores = computed(() => {
  const found = score.value;
  return found && found.iteration === trace.value?.document.iteration ? scoresOf(found) : "";
});

/** @param {import("../../core/data/record.js").Point} point */
export function scoresOf(point) {
  const test = point.test ? ` · ${scored("train.test", point.test)}` : "";
  return `${scored("train.loss", point)}${test}`;
}

export const told = computed(() => [place.value, scores.value].filter(Boolean).join(" · "));

/** @param {string} key @param {Score} score */
function scored(key, { loss, accuracy }) {
  const words = t(key, { loss: typeof loss === "number" ? short(loss) : "∞" });
  return typeof accuracy === "number" ? `${words} (${percent(accuracy)})` : words;
}

/** @param {number} share */
export const percent = (share) => `${Number((100 * share).toFixed(1))} %`;
