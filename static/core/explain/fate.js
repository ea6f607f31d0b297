/**
 * What became of the loss of a run with a mistake, beside the right one.
 *
 * @typedef {{iteration: number, mine: number | null, theirs: number | null}} LossRow
 * @typedef {"close" | "lower" | "slower" | "stuck" | "grew"} Fate  close: both are within a factor of
 *   two, so that nobody would see it
 * @import { Point } from "../data/record.js"
 * @import { Trace } from "../data/trace.js"
 */

const CLOSE = 2;
/** Fallen by less than this share. */
const MOVED = 0.01;
/** Rows that are told: the first moments, and the last. */
const TOLD = [0, 1, 10, 100, 1000];

/** Whether the loss itself is computed with a mistake: then the two are not measured alike.
 * @param {Trace} trace */
export const bitesLoss = ({ steps }) =>
  steps.some(({ phase, writes, bugs }) => phase === "loss" && writes === "E" && !!bugs?.length);

/** Null where nothing was trained yet on both sides. @param {Point[]} wrong @param {Point[]} right
 * @returns {{rows: LossRow[], how: Fate} | null} */
export function fateOf(wrong, right) {
  const theirs = new Map(right.map(({ iteration, loss }) => [iteration, loss]));
  const both = wrong
    .filter(({ iteration }) => theirs.has(iteration))
    .map(({ iteration, loss }) => ({
      iteration,
      mine: loss,
      theirs: theirs.get(iteration) ?? null,
    }));
  const [first, last] = [both[0], both[both.length - 1]];
  if (both.length < 2) return null;
  const rows = both.filter((row) => row === last || TOLD.includes(row.iteration - first.iteration));
  return { rows, how: how(first.mine, last.mine, last.theirs) };
}

/** @param {number | null} begun @param {number | null} mine @param {number | null} theirs
 * @returns {Fate} */
function how(begun, mine, theirs) {
  if (mine === null || begun === null || mine > begun * (1 + MOVED)) return "grew";
  if (mine > begun * (1 - MOVED)) return "stuck";
  if (theirs === null || mine * CLOSE < theirs) return "lower";
  return mine <= theirs * CLOSE ? "close" : "slower";
}
