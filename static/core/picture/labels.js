/**
 * Where the numbers of wires stand: each on its own wire, none on another where it can be helped.
 * @import { Cell } from "../data/trace.js"
 * @import { Edge } from "./edges.js"
 * @import { Point } from "./bezier.js"
 */
import { ems } from "../data/number.js";
import { pointAt } from "./bezier.js";

/** @typedef {{w: number, h: number}} Size
 * @typedef {{key: string, cell: Cell, x: number, y: number, first: boolean, middle: number}} Kernel
 *   a number of it; first: where its name stands, over the middle of the grid */

/** Fractions of the way along a wire, the best first. */
const TRIED = [0.5, 0.3, 0.7, 0.22, 0.78, 0.4, 0.6];
const STEEP = [0.24, 0.76, 0.3, 0.7, 0.36, 0.64, 0.2, 0.8, 0.5];
/** Where hardly any room is: all of them, the nearest to where the wire begins first. */
const FINE = Array.from({ length: 61 }, (_, k) => 0.2 + k / 100);

/**
 * @param {Edge[]} edges @param {Size} box @param {boolean} curved
 * @param {(Point & Size)[]} avoid boxes that stand there already
 * @param {boolean} [hard] whether to look everywhere
 * @returns {Map<string, Point & {u: number}> | null} a centre for each wire and how far along it
 *   stands, or null if they do not fit
 */
export function placeLabels(edges, box, curved, avoid, hard = false) {
  /** @type {Map<string, Point & {u: number}>} */
  const placed = new Map();
  const taken = [...avoid];
  // Level wires have the least freedom: their label looks best in the middle.
  const ordered = [...edges].sort((a, b) => slope(a) - slope(b));
  for (const edge of ordered) {
    const middle = slope(edge) < 1 ? TRIED : hard ? FINE : STEEP;
    const free = middle
      .map((u) => ({ ...pointAt(edge, u, curved), u }))
      .find((p) => inside(p, edge, box) && taken.every((q) => apart({ ...p, ...box }, q)));
    if (!free) return null;
    placed.set(edge.key, free);
    taken.push({ ...free, ...box });
  }
  return placed;
}

/** So wide is one number by itself at the least, of type so large. */
export const BRIEF = 46;
export const briefType = (/** @type {string} */ text) =>
  Math.max(Math.min(10, BRIEF / ems(text)), 7.5);

/** @param {Edge} e */
const slope = (e) => Math.abs(e.to.y - e.from.y);

/** @param {Point} p @param {Edge} e @param {Size} box */
const inside = (p, e, box) => p.x - box.w / 2 > e.from.x - 2 && p.x + box.w / 2 < e.to.x + 2;

/** @param {Point & Size} p @param {Point & Size} q */
const apart = (p, q) =>
  Math.abs(p.x - q.x) > (p.w + q.w) / 2 + 4 || Math.abs(p.y - q.y) > (p.h + q.h) / 2 + 3;

/**
 * Weights that many wires share, as in a convolution, stand once: the kernel as a grid between the
 * two columns, above their wires. @param {Edge[]} edges @param {Size} box @param {number} top
 * @param {number} [r] of the largest neuron
 * @returns {Kernel[] | null} null if a grid would stand on neurons
 */
export function placeKernels(edges, box, top, r = 0) {
  const grids = byOp(edges).map((group) => {
    const shared = new Map(group.map((e) => [`${e.cell?.cell}`, /** @type {Cell} */ (e.cell)]));
    if (shared.size > MOST) return [];
    const middle =
      (Math.max(...group.map((e) => e.from.x)) + Math.min(...group.map((e) => e.to.x))) / 2;
    const wide = 1 + Math.max(...[...shared.values()].map((c) => c.cell[c.cell.length - 1]));
    const high = Math.ceil(shared.size / wide) * (box.h + 4);
    const roof = Math.min(...group.flatMap((e) => [e.from.y, e.to.y])) - ABOVE * box.h;
    const begin = Math.max(top, roof - high);
    const head = Math.min(...group.flatMap((e) => [e.from.y, e.to.y])) - r;
    const gap = Math.min(...group.map((e) => e.to.x)) - Math.max(...group.map((e) => e.from.x));
    if (begin + high > head + box.h / 4 && wide * (box.w + 4) > gap) return null;
    return [...shared.values()].sort(byCell).map((cell, k) => ({
      key: `${group[0].op}:${cell.cell}`,
      cell,
      first: !k,
      middle,
      x: middle + ((k % wide) - (wide - 1) / 2) * (box.w + 4),
      y: begin + (Math.floor(k / wide) + 0.5) * (box.h + 4),
    }));
  });
  return grids.every((grid) => grid !== null) ? grids.flat() : null;
}

/** The wires of each op by themselves. @param {Edge[]} edges @returns {Edge[][]} */
export function byOp(edges) {
  return [...new Set(edges.map((e) => e.op))].map((op) => edges.filter((e) => e.op === op));
}

/** Whether one weight lies on several of these wires. @param {Edge[]} edges */
export function isShared(edges) {
  return new Set(edges.map((e) => `${e.cell?.cell}`)).size < edges.length;
}

/** So far above the uppermost wire a kernel ends, in heights of a number: neurons are as tall. */
const ABOVE = 1.4;

/** More shared weights than this have no room as numbers. */
const MOST = 18;

/** @param {Cell} a @param {Cell} b */
const byCell = (a, b) => a.cell.reduce((d, c, k) => d || c - b.cell[k], 0);
