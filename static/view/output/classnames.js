/** The name of a class: classes count from 0, as digits do. */
import { meaning } from "../network.js";
import { short } from "../../core/number.js";
import { t } from "../words.js";

/** @param {number} k */
export function className(k) {
  const said = meaning.value;
  const alone = said?.kind === "classes" && said.values[0].length === 1;
  return t("output.class", { name: alone ? short(said.values[k][0]) : k });
}
