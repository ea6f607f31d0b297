/** The names of classes: as the data call them, else their targets or their places from 0. */
import { short } from "../../core/data/number.js";
import { meaning } from "../control/network-state.js";
import { dataNames } from "../control/state.js";
import { t } from "../ui/words.js";

/** In a sentence. @param {number} k */
export const className = (k) =>
  dataNames.value?.classes[k] ?? t("output.class", { name: shortName(k) });

/** In a table. @param {number} k */
export function shortName(k) {
  const said = meaning.value;
  const name = dataNames.value?.classes[k];
  if (name) return name;
  const alone = said?.kind === "classes" && said.values[0].length === 1;
  return alone ? short(said.values[k][0]) : String(k);
}
