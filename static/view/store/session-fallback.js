/**
 * A visit as text in the tab's own storage, which is always open: for a page that is left before the
 * larger one is, or where there is no other.
 */
import { numbers, writtenNumbers } from "../../core/data/bytes.js";

const KEY = "visit-kept";

/** @param {string} name @param {unknown} value @returns {boolean} whether there was room */
export function keepText(name, value) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([name, value], told));
    return true;
  } catch {
    return false;
  }
}

/** What was kept under a name; null where nothing was. @param {string} name @returns {any} */
export function takeText(name) {
  try {
    const [of, value] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]", meant);
    return of === name ? value : null;
  } catch {
    return null;
  }
}

/** What was kept is kept elsewhere now. */
export function dropText() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // shut, and so nothing is there
  }
}

/** What JSON has no word for. @param {string} _ @param {any} value */
function told(_, value) {
  if (value instanceof Float64Array) return { $float64: writtenNumbers(value) };
  const odd = typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0));
  return odd ? { $number: Object.is(value, -0) ? "-0" : String(value) } : value;
}

/** @param {string} _ @param {any} value */
function meant(_, value) {
  if (typeof value?.$float64 === "string") return numbers(value.$float64);
  return typeof value?.$number === "string" ? Number(value.$number) : value;
}
