/**
 * Two traces of one network side by side, one of them with mistakes: where their numbers differ. A
 * program with mistakes is computed step by step, the right one in larger calls, so that the last bits
 * of numbers that are the same may differ: what counts is told by the largest number of the tensor.
 *
 * @typedef {{tensor: string, step: number, cells: number, differ: number, largest: number[],
 *   bites: boolean}} Apart  step: that writes it, in the trace with mistakes; largest: the cell that
 *   differs most; bites: whether a mistake stands in its step, or a number that was put in
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { largestIn } from "../data/magnitude.js";
import { sameCell, unflat } from "../data/trace.js";

/** Of the largest number of the tensor: what is nearer is rounding. */
const ROUNDING = 1e-9;

/** Whether a cell holds another number than in the right trace. @param {Trace} wrong
 * @param {Trace} right @param {Cell} at */
export function differsAt(wrong, right, { tensor, cell }) {
  if (!right.has(tensor)) return false;
  const by = Math.abs(wrong.value(tensor, cell) - right.value(tensor, cell));
  return by > bound(wrong, right, tensor);
}

/** How a cell stands to the right one: a mistake is made in it, or it follows from one; null where both
 * agree. @param {Trace} wrong @param {Trace} right @param {Cell} at
 * @returns {"bites" | "follows" | null} */
export function standing(wrong, right, at) {
  if (!wrong.has(at.tensor) || !differsAt(wrong, right, at)) return null;
  return bitten(wrong, at.tensor) || sameCell(wrong.document.replaced ?? null, at)
    ? "bites"
    : "follows";
}

/** Every tensor that a step writes with how much of it differs, in the order of the steps.
 * @param {Trace} wrong @param {Trace} right @returns {Apart[]} */
export function allApart(wrong, right) {
  return wrong.steps.flatMap(({ writes: tensor }, step) => {
    if (!right.has(tensor)) return [];
    const [mine, theirs] = [wrong.view(tensor), right.view(tensor)];
    const least = bound(wrong, right, tensor);
    let [differ, most, place] = [0, 0, 0];
    mine.forEach((x, k) => {
      const by = Math.abs(x - theirs[k]);
      if (by > least) differ++;
      if (by > most) [most, place] = [by, k];
    });
    const largest = unflat(place, wrong.tensor(tensor).shape);
    return { tensor, step, cells: mine.length, differ, largest, bites: bites(wrong, tensor) };
  });
}

/** @param {Trace} wrong @param {Trace} right @param {string} tensor */
const bound = (wrong, right, tensor) =>
  ROUNDING * Math.max(sizeIn(wrong, tensor), sizeIn(right, tensor));

/** As `largestIn`, 0 where all is zero. @param {Trace} trace @param {string} tensor */
const sizeIn = (trace, tensor) => {
  const size = largestIn(trace, tensor);
  return size === 1 && !trace.view(tensor).some(Boolean) ? 0 : size;
};

/** @param {Trace} trace @param {string} tensor */
const bites = (trace, tensor) =>
  bitten(trace, tensor) || trace.document.replaced?.tensor === tensor;

/** @param {Trace} trace @param {string} tensor */
const bitten = (trace, tensor) => !!trace.steps[trace.writer.get(tensor) ?? -1]?.bugs?.length;
