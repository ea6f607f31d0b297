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

export const told = computed(() => {
  const [now, at] = [line.value, trace.value];
  if (!now || !at) return "";
  const { iteration } = at.document;
  const each = epochOf(now.experiment);
  const key = each > 1 ? "train.place" : "train.place.whole";
  const place = t(key, { iteration, epoch: Math.floor(iteration / each) });
  const found = score.value?.iteration === iteration ? score.value : null;
  if (!found) return place;
  const parts = [place, scored("train.loss", found)];
  if (found.test) parts.push(scored("train.test", found.test));
  return parts.join(" · ");
});

/** @param {string} key @param {Score} score */
function scored(key, { loss, accuracy }) {
  const words = t(key, { loss: typeof loss === "number" ? short(loss) : "∞" });
  return typeof accuracy === "number" ? `${words} (${percent(accuracy)})` : words;
}

/** @param {number} share */
export const percent = (share) => `${Number((100 * share).toFixed(1))} %`;
