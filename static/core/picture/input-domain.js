/**
 * What the inputs of a network are to the eye: a plane, a line, an image, or else rows of numbers.
 * Read from the shape of the input and the examples there are.
 *
 * @typedef {[number, number]} Interval
 * @typedef {{kind: "plane" | "line" | "rows", ends: Interval[]}
 *   | {kind: "image", ends: Interval[], shape: [number, number, number]}} Domain  ends: of each axis
 */
import { square } from "../picture/columns.js";

/** Empty room around the examples, as a share of their span. */
const AIR = 0.12;
/** Examples on a smaller share of an axis get another. */
const SUITS = 0.6;
/** A span this many times another is a scale of its own. */
const ALIKE = 2;

/** @param {number[]} shape of one input @param {any[][]} inputs @param {boolean} [named] they are
 * columns of a table, and so no pixels @returns {Domain} */
export function domainOf(shape, inputs, named = false) {
  const image = shape.length === 3 ? shape : !named && square(shape);
  if (image) {
    return { kind: "image", ends: [], shape: /** @type {[number, number, number]} */ (image) };
  }
  if (shape[0] > 2) return { kind: "rows", ends: [] };
  const ends = shape[0] === 1 ? [around(inputs, 0)] : alike([around(inputs, 0), around(inputs, 1)]);
  return { kind: ends.length === 1 ? "line" : "plane", ends };
}

/** The domain before, where it still suits all examples. @param {Domain | null} before
 * @param {Domain} now @param {any[][]} inputs @returns {Domain} */
export function settledDomain(before, now, inputs) {
  if (before?.kind !== now.kind) return now;
  const suits = now.ends.every(([low, high], k) => {
    const [least, most] = before.ends[k];
    const wide = high - low > SUITS * (most - least);
    return wide && inputs.every((row) => row[k] >= least && row[k] <= most);
  });
  return suits && now.ends.length ? before : now;
}

/** Where an axis begins and ends. @param {number[][]} inputs @param {number} k
 * @returns {Interval} */
function around(inputs, k) {
  let [low, high] = [Infinity, -Infinity];
  for (const row of inputs) {
    low = Math.min(low, row[k]);
    high = Math.max(high, row[k]);
  }
  const air = high > low ? AIR * (high - low) : 1;
  return [low - air, high + air];
}

/** Axes of nearly the same span get the same, so that a circle is round. @param {Interval[]} ends
 * @returns {Interval[]} */
function alike(ends) {
  const spans = ends.map(([low, high]) => high - low);
  const most = Math.max(...spans);
  if (most > ALIKE * Math.min(...spans)) return ends;
  return ends.map(([low, high]) => [(low + high - most) / 2, (low + high + most) / 2]);
}
