/**
 * How deep a column stands, and which part of the height it has: columns that read the same one, each
 * alone, are branches and stand one above the other; where they meet, the next has the room of both.
 *
 * @typedef {{depth: number, from: number, to: number}} Band  from and to: shares of the height
 */

/** @param {number[][]} sources the columns that each column reads; all stand before it
 * @returns {Band[]} */
export function bands(sources) {
  /** @type {Band[]} */
  const found = [];
  sources.forEach((read, c) => {
    const depth = read.length ? 1 + Math.max(...read.map((s) => found[s].depth)) : 0;
    const [from, to] = read.length === 1 ? shareOf(sources, found, read[0], c) : hull(read, found);
    found.push({ depth, from, to });
  });
  return found;
}

/** The part that one of the branches behind a column has of its room. @param {number[][]} sources
 * @param {Band[]} found @param {number} source @param {number} c @returns {[number, number]} */
function shareOf(sources, found, source, c) {
  const { from, to } = found[source];
  const branches = sources.flatMap((read, k) =>
    read.length === 1 && read[0] === source ? [k] : [],
  );
  const each = (to - from) / branches.length;
  const place = from + branches.indexOf(c) * each;
  return [place, place + each];
}

/** @param {number[]} read @param {Band[]} found @returns {[number, number]} */
function hull(read, found) {
  if (!read.length) return [0, 1];
  return [Math.min(...read.map((s) => found[s].from)), Math.max(...read.map((s) => found[s].to))];
}

/** The columns that a wire between two others would run through. @param {Band[]} all
 * @param {number} a @param {number} b @returns {number[]} */
export function between(all, a, b) {
  const low = Math.max(all[a].from, all[b].from);
  const high = Math.min(all[a].to, all[b].to);
  return all.flatMap(({ depth, from, to }, c) =>
    depth > all[a].depth && depth < all[b].depth && from < high - 1e-9 && to > low + 1e-9
      ? [c]
      : [],
  );
}
