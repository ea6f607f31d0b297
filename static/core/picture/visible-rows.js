/**
 * A long list of rows of the same height: which of them are in sight, and where arrow keys lead.
 */

/** Rows beyond the edges that are there before they come into sight. */
const OVER = 4;

/** @param {number} top how far it is scrolled @param {number} height of what is in sight
 * @param {number} each height of a row @param {number} count
 * @returns {number[]} the places of the rows that must be there */
export function inSight(top, height, each, count) {
  const first = Math.max(Math.floor(top / each) - OVER, 0);
  const last = Math.min(Math.ceil((top + height) / each) + OVER, count);
  return Array.from({ length: Math.max(last - first, 0) }, (_, k) => first + k);
}

/** Where a key leads from a row; null: nowhere. @param {string} key @param {number} from
 * @param {number} page rows in sight @param {number} count */
export function rowAt(key, from, page, count) {
  const to = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - page,
    PageDown: from + page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.min(Math.max(to, 0), count - 1);
}

/** How far to scroll so that a row is in sight. @param {number} row @param {number} top
 * @param {number} height @param {number} each */
export const broughtIn = (row, top, height, each) =>
  Math.min(Math.max(top, (row + 1) * each - height), row * each);
