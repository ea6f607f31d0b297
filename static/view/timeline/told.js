/** The moment on show in words: iteration, epoch, loss, accuracy. */
import { epochOf } from "../../core/line.js";
import { short } from "../../core/number.js";
import { computed } from "../../vendor/preact.js";
import { added, line, trace } from "../state.js";
import { t } from "../words.js";

/** @import { Score } from "../../core/record.js" */

/** The score of the moment on show, where it was taken; else the last one before it. */
export const score = computed(() => {
  void added.value;
  return line.value?.record.at(trace.value?.document.iteration ?? 0) ?? null;
});

/** How many iterations and epochs are done. */
export const place = computed(() => {
  const [now, at] = [line.value, trace.value];
  if (!now || !at) return "";
  const { iteration } = at.document;
  const each = epochOf(now.experiment);
  const key = each > 1 ? "train.place" : "train.place.whole";
  return t(key, { iteration, epoch: Math.floor(iteration / each) });
});

/** The scores of this moment; empty where none were taken. */
export const scores = computed(() => {
  const found = score.value;
  if (!found || found.iteration !== trace.value?.document.iteration) return "";
  const test = found.test ? ` · ${scored("train.test", found.test)}` : "";
  return `${scored("train.loss", found)}${test}`;
});

export const told = computed(() => [place.value, scores.value].filter(Boolean).join(" · "));

/** @param {string} key @param {Score} score */
function scored(key, { loss, accuracy }) {
  const words = t(key, { loss: typeof loss === "number" ? short(loss) : "∞" });
  return typeof accuracy === "number" ? `${words} (${percent(accuracy)})` : words;
}

/** @param {number} share */
export const percent = (share) => `${Number((100 * share).toFixed(1))} %`;
