/**
 * The loss over two parameters: which second one, the window that is looked at, and the way that
 * training took through it.
 *
 * @typedef {[number, number]} Place
 * @import { Cell, Checkpoint, Trace } from "../data/trace.js"
 */
import { cells, flat, sameCell } from "../data/trace.js";

/** The parameters that can be chosen from, those that the update moves furthest first.
 * @param {Trace} trace @param {number} most @returns {Cell[]} */
export function furthest(trace, most) {
  const all = trace.document.parameters.flatMap((tensor) =>
    cells(trace.tensor(tensor).shape).map((cell) => ({ tensor, cell })),
  );
  const move = (/** @type {Cell} */ { tensor, cell }) =>
    Math.abs(trace.value(`${tensor}'`, cell) - trace.value(tensor, cell));
  const sized = all.map((cell) => ({ cell, move: move(cell) }));
  return sized
    .sort((a, b) => b.move - a.move)
    .slice(0, most)
    .map(({ cell }) => cell);
}

/** The first of them beside a parameter. @param {Cell[]} all @param {Cell} first */
export const partnerOf = (all, first) => all.find((cell) => !sameCell(cell, first)) ?? null;

/** The way of two parameters through a run. @param {Trace} trace @param {Checkpoint[]} checkpoints
 * @param {Cell[]} two @returns {Place[]} */
export function wayOf(trace, checkpoints, two) {
  const begin = trace.tensor(trace.document.parameters[0]).offset;
  const [i, j] = two.map(({ tensor, cell }) => {
    const t = trace.tensor(tensor);
    return t.offset - begin + flat(cell, t.shape);
  });
  return checkpoints.map(({ values }) => [values[i], values[j]]);
}

/** A window around a place that holds a way, too. @param {Place} at @param {Place[]} way
 * @returns {Place[]} */
export function windowOf(at, way) {
  return [0, 1].map((k) => {
    const all = [at[k], ...way.map((place) => place[k])];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const air = Math.max(0.6 * (high - low), 1);
    return [low - air, high + air];
  });
}
