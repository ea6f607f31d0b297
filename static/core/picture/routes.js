/**
 * The listed paths of a number, stacked into its gradient: the largest each for itself, the rest as one.
 *
 * @typedef {{product: number, route: number, cells: number[][], derivatives: number[]}} Route
 * @typedef {{gradient: number, size: number, count: number, paths: Route[], routes: string[][],
 *   network: {paths: number, wires: number, examples: number}, rest: {count: number, sum: number}}}
 *   Routes  size: of all products without their signs
 * @import { Bar } from "../explain/stack.js"
 * @import { Cell, Trace } from "../data/trace.js"
 * @import { Layout } from "./layout.js"
 */
import { standAt } from "./stand.js";

/** The bars of the first paths, and one for all others. @param {Routes} found @param {number} most
 * @returns {Bar[]} */
export function routeBars({ gradient, paths, count }, most) {
  const own = paths.slice(0, most);
  let at = 0;
  /** @type {Bar[]} */
  const bars = own.map(({ product }, index) => ({
    from: at,
    to: (at += product),
    value: product,
    index,
    others: 0,
  }));
  const others = count - own.length;
  if (others > 0) bars.push({ from: at, to: gradient, value: gradient - at, index: null, others });
  return bars;
}

/** The cells that a path runs through. @param {Routes} found @param {Route} path @returns {Cell[]} */
export const cellsAlong = ({ routes }, { route, cells }) =>
  cells.map((cell, k) => ({ tensor: routes[route][k], cell }));

/** The keys of the wires that a path runs along, those of its weight included. @param {Layout} at
 * @param {Trace} trace @param {Cell[]} cells @returns {Set<string>} */
export function wiresAlong(at, trace, cells) {
  const [first] = cells;
  const stops = cells.flatMap((cell) => standAt(at, trace, cell) ?? []);
  const pairs = new Set(stops.slice(1).map((stop, k) => `${stops[k]} ${stop}`));
  const edges = at.edges.filter(({ fromKey, toKey, cell }) => {
    if (pairs.has(`${fromKey} ${toKey}`)) return true;
    const own = cell?.tensor === first.tensor && `${cell.cell}` === `${first.cell}`;
    return own && toKey === stops[0];
  });
  return new Set(edges.map(({ key }) => key));
}
