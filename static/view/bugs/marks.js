/**
 * What of the stage holds another number than the right run: where a mistake is made, and what follows
 * from it.
 */
import { standing } from "../../core/explain/side-by-side.js";
import { withExample } from "../../core/data/trace.js";
import { hunting, known, shown, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { rightTrace } from "./right-run.js";

/** How what lives at a place stands to the right run; undefined where all that is known agrees.
 * @param {string[]} tensors @param {number[]} place without the example
 * @returns {"bites" | "follows" | undefined} */
export function markAt(tensors, place) {
  const [now, right] = [trace.value, rightTrace.value];
  if (!now || !right || hunting.value) return undefined;
  const found = tensors
    .filter((name) => now.has(name) && known(name))
    .map((tensor) =>
      standing(now, right, { tensor, cell: withExample(now.tensor(tensor), place, shown.value) }),
    );
  if (found.includes("bites")) return "bites";
  return found.includes("follows") ? "follows" : undefined;
}

/** The same of a column of neurons: its outputs and what has come back to them.
 * @param {string[]} tensors @param {number[]} place */
export const markOfNeuron = (tensors, place) =>
  markAt([...tensors, ...tensors.map((name) => `d_${name}`)], place);

/** The same of a parameter: its value, gradient and new value.
 * @param {import("../../core/data/trace.js").Cell} cell */
export const markOfParameter = ({ tensor, cell }) =>
  markAt([tensor, `d_${tensor}`, `${tensor}'`], cell);

/** As it is said. @param {"bites" | "follows" | undefined} mark */
export const spokenMark = (mark) => (mark ? `, ${t(`break.mark.${mark}`)}` : "");
