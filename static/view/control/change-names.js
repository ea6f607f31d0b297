/** What a change from one entry of the history to the next is called. */
import { differences } from "../../core/data/differences.js";
import { changed } from "./runs-list.js";
import { t } from "../ui/words.js";

/** @import { Entry } from "./state.js" */

/** Empty where there is no change. @param {Entry | null | undefined} before
 * @param {Entry | null | undefined} after */
export function nameOfChange(before, after) {
  if (!before || !after) return "";
  const [one, other] = [before.line, after.line];
  if (one.id === other.id)
    return t("change.training", { from: before.iteration, to: after.iteration });
  if (one.root !== other.root) return t("change.opened");
  const all = differences(one.experiment, other.experiment);
  if (!all.length) return t(other.start ? "branch.by-hand" : "change.restart");
  const more = all.length > 1 ? t("branch.more", { count: all.length - 1 }) : "";
  return `${changed(all[0])} ${more}`.trim();
}
