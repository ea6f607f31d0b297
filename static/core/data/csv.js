/**
 * Tables as CSV by RFC 4180, such as a run. Numbers have every digit; those that are not finite are
 * written as the engine writes them.
 * @import { Point, Score } from "./record.js"
 */

/** @typedef {string | number | null | undefined} Field  null and undefined: there is none */

const RUN = ["iteration", "epoch", "loss", "accuracy", "test loss", "test accuracy"];

/** @param {Field[][]} rows @returns {string} */
export const csv = (rows) => rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

/** A row for each moment that is known of a run. @param {Point[]} points @returns {Field[][]} */
export function runTable(points) {
  const score = (/** @type {Score | null | undefined} */ s) => [s?.loss, s?.accuracy];
  return [RUN, ...points.map((p) => [p.iteration, p.epoch, ...score(p), ...score(p.test)])];
}

/** @param {Field} value */
function field(value) {
  const text = typeof value === "number" ? digits(value) : (value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {number} x */
function digits(x) {
  if (Number.isFinite(x)) return Object.is(x, -0) ? "-0" : String(x);
  return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
}
