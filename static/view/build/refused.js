/** The field that was refused last, why, and the experiment that stayed as it was. */
import { signal } from "../../vendor/preact.js";
import { experiment } from "../control/state.js";

/** @import { Path, Refused, Way } from "./apply-edit.js" */

/** @type {import("../../vendor/preact.js").Signal<Refused>} */
const refusal = signal({ place: "", words: "", of: null, way: null });

/** Why this field was refused; null where it was not. @param {Path} path */
export function refusedAt(path) {
  const { place, words, of } = refusal.value;
  return words && of === experiment.value && place === path.join("/") ? refusal.value : null;
}

/** @param {Path} path @param {string} words @param {Way | null} [way] */
export function refuse(path, words, way = null) {
  refusal.value = { place: path.join("/"), words, of: experiment.value, way };
}
