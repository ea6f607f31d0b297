/**
 * What was before, what is, and what was taken back: undo and redo over values.
 *
 * @template T
 * @typedef {{past: T[], now: T | null, future: T[]}} History
 */

/** As many changes as can be taken back. */
const MOST = 200;

/** @type {History<any>} */
export const nothing = { past: [], now: null, future: [] };

/** A new value; what was taken back before is gone. @template T @param {History<T>} history
 * @param {T} entry @returns {History<T>} */
export function recorded({ past, now }, entry) {
  return { past: now === null ? [] : [...past, now].slice(-MOST), now: entry, future: [] };
}

/** The same value said otherwise. @template T @param {History<T>} history @param {T} entry
 * @returns {History<T>} */
export function amended({ past, future }, entry) {
  return { past, now: entry, future };
}

/** All changes since `before` as one. @template T @param {History<T>} before
 * @param {History<T>} after @returns {History<T>} */
export function joined(before, after) {
  if (before.now === null || after.now === before.now) return after;
  return { past: [...before.past, before.now].slice(-MOST), now: after.now, future: [] };
}

/** One change back; null where there is none. @template T @param {History<T>} history
 * @returns {History<T> | null} */
export function undone({ past, now, future }) {
  const before = past.at(-1);
  if (before === undefined || now === null) return null;
  return { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

/** One change on again; null where there is none. @template T @param {History<T>} history
 * @returns {History<T> | null} */
export function redone({ past, now, future }) {
  if (!future.length || now === null) return null;
  return { past: [...past, now], now: future[0], future: future.slice(1) };
}

/** To the entry nearest to the present one that is meant; null where none is.
 * @template T @param {History<T>} history @param {(entry: T) => boolean} meant
 * @returns {History<T> | null} */
export function turnedTo({ past, now, future }, meant) {
  const all = [...past, ...(now === null ? [] : [now]), ...future];
  const distance = (/** @type {number} */ k) => Math.abs(k - past.length);
  const [to] = [...all.keys()]
    .filter((k) => meant(all[k]))
    .sort((a, b) => distance(a) - distance(b));
  if (to === undefined) return null;
  return { past: all.slice(0, to), now: all[to], future: all.slice(to + 1) };
}

/** An entry behind which the same thing has gone on: from there to here is one change. What goes on
 * right after such a change, a step at a time, is part of it.
 * @template T @param {History<T>} history @param {T} begun @param {T} ended
 * @param {(before: T) => boolean} continues whether the change before this one ended where it began
 * @returns {History<T>} */
export function went(history, begun, ended, continues) {
  const before = history.past.at(-1);
  if (before !== undefined && continues(before)) return { ...history, now: ended, future: [] };
  return recorded(amended(history, begun), ended);
}
