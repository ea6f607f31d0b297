/**
 * Tables as CSV by RFC 4180: a run, and all numbers of a trace. Numbers have every digit; those that
 * are not finite are written as the engine writes them.
 * @import { Point, Score } from "./record.js"
 * @import { Trace } from "./trace.js"
 */
import { cellText } from "./symbol.js";
import { unflat } from "./trace.js";

/** @typedef {string | number | null | undefined} Field  null and undefined: there is none */

const RUN = ["iteration", "epoch", "loss", "accuracy", "test loss", "test accuracy"];
const NUMBERS = ["tensor", "cell", "value", "symbol"];

/** @param {Field[][]} rows @returns {string} */
export const csv = (rows) => rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

/** A row for each moment that is known of a run. @param {Point[]} points @returns {Field[][]} */
export function runTable(points) {
  const score = (/** @type {Score | null | undefined} */ s) => [s?.loss, s?.accuracy];
  return [RUN, ...points.map((p) => [p.iteration, p.epoch, ...score(p), ...score(p.test)])];
}

/** A row for each cell of each tensor, counted from 1; in front the example where there is a batch. Its
 * symbol is that of the page.
 * @param {Trace} trace @returns {Field[][]} */
export function numbersTable(trace) {
  const rows = [...trace.tensors.values()].flatMap(({ name, shape }) =>
    Array.from(trace.view(name), (value, k) => {
      const cell = unflat(k, shape);
      return [name, place(cell), value, cellText(trace, { tensor: name, cell })];
    }),
  );
  return [NUMBERS, ...rows];
}

/** @param {number[]} cell */
const place = (cell) => cell.map((k) => k + 1).join(" ");

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
