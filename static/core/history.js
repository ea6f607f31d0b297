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
