/**
 * What of the stage holds another number than the right run: where a mistake is made, and what follows
 * from it.
 */
import { allApart, standing } from "../../core/explain/side-by-side.js";
import { withExample } from "../../core/data/trace.js";
import { computed } from "../../vendor/preact.js";
import { hunting, known, shown, trace } from "../control/state.js";
import { checking, verdictAt } from "../grading/answers-state.js";
import { t } from "../ui/words.js";
import { ownNumber, rightTrace } from "./right-run.js";

/** @typedef {"bites" | "follows" | "wrong" | "convention" | "right"} Mark */

/** @type {any[]} the worst first */
const GRADES = ["wrong", "follows", "convention", "right"];

/** How what lives at a place stands to the right run; undefined where all that is known agrees.
 * @param {string[]} tensors @param {number[]} place without the example
 * @returns {Mark | undefined} */
export function markAt(tensors, place) {
  if (checking.value) return gradeAt(tensors, place);
  // Without a mistake the trace is not looked at: else all of the stage would follow every moment.
  const right = rightTrace.value;
  const now = right && trace.value;
  if (!now || !right || hunting.value) return undefined;
  const found = tensors
    .filter((name) => now.has(name) && known(name))
    .map((tensor) =>
      standing(now, right, { tensor, cell: withExample(now.tensor(tensor), place, shown.value) }),
    );
  if (found.includes("bites")) return "bites";
  return found.includes("follows") ? "follows" : undefined;
}

/** How one's own numbers at a place were graded: the worst verdict counts.
 * @param {string[]} tensors @param {number[]} place @returns {Mark | undefined} */
function gradeAt(tensors, place) {
  const now = trace.value;
  const found = tensors
    .filter((name) => now?.has(name))
    .map((tensor) => {
      const of = /** @type {import("../../core/data/trace.js").Trace} */ (now).tensor(tensor);
      return verdictAt({ tensor, cell: withExample(of, place, shown.value) })?.verdict;
    });
  return GRADES.find((grade) => found.includes(grade));
}

/** The same of a column of neurons: its outputs and what has come back to them.
 * @param {string[]} tensors @param {number[]} place */
export const markOfNeuron = (tensors, place) =>
  markAt([...tensors, ...tensors.map((name) => `d_${name}`)], place);

/** The same of a parameter: its value, gradient and new value.
 * @param {import("../../core/data/trace.js").Cell} cell */
export const markOfParameter = ({ tensor, cell }) =>
  markAt([tensor, `d_${tensor}`, `${tensor}'`], cell);

/** The same of all that a layer computes and learns: where its weights carry no numbers.
 * @param {number | null} layer @returns {Mark | undefined} */
export function markOfLayer(layer) {
  const right = rightTrace.value;
  const now = right && trace.value;
  if (layer === null || !now || !right || hunting.value || checking.value) return undefined;
  const rows = apartNow.value.filter(
    ({ tensor, differ }) => differ && now.tensor(tensor).layer === layer && known(tensor),
  );
  if (!rows.length) return undefined;
  return rows.some(({ bites }) => bites) ? "bites" : "follows";
}

/** All that differs, looked through once for an iteration. */
const apartNow = computed(() =>
  trace.value && rightTrace.value ? allApart(trace.value, rightTrace.value) : [],
);

/** As it is said. @param {Mark | undefined} mark */
export const spokenMark = (mark) => {
  if (!mark) return "";
  if (mark === "bites" && ownNumber.value) return `, ${t("replaced.mark")}`;
  return `, ${t(checking.value ? `check.verdict.${mark}` : `break.mark.${mark}`)}`;
};
