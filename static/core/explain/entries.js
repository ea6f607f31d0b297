/**
 * Numbers that a learner has entered for cells of an iteration, as texts: they are read by the engine,
 * which knows how people write and round.
 *
 * @typedef {Record<string, Record<string, string>>} Entries  tensor → cell, such as 0,1 → text
 * @typedef {{tensor: string, cell: number[], verdict: string, given: number, expected: number,
 *   from_own: number | null}} GradedCell
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { cells as cellsOf } from "../data/trace.js";

/** @param {Entries} entries @param {Cell} at */
export const entryAt = (entries, { tensor, cell }) => entries[tensor]?.[`${cell}`] ?? "";

/** With another text at a cell; a tensor that was begun stays, with nothing in it.
 * @param {Entries} entries @param {Cell} at @param {string} text @returns {Entries} */
export function withEntry(entries, { tensor, cell }, text) {
  const own = { ...entries[tensor], [`${cell}`]: text };
  if (!text.trim()) delete own[`${cell}`];
  return { ...entries, [tensor]: own };
}

/** Entries of cells that a network has, none of them blank. @param {Trace} trace
 * @param {Entries} entries @returns {Entries} */
export function fittingEntries(trace, entries) {
  const kept = Object.entries(entries).flatMap(([tensor, own]) => {
    const shape = trace.tensors.get(tensor)?.shape;
    const there = Object.entries(own).filter(
      ([key, text]) => shape && text.trim() && isWithin(cellOf(key), shape),
    );
    return there.length ? [[tensor, Object.fromEntries(there)]] : [];
  });
  return Object.fromEntries(kept);
}

/** As they are sent: lists as the tensor's shape, so that what cannot be read is told with its place.
 * @param {Trace} trace @param {Entries} entries @returns {Record<string, any>} */
export const sentEntries = (trace, entries) =>
  Object.fromEntries(
    Object.entries(fittingEntries(trace, entries)).map(([tensor, own]) => [
      tensor,
      filledList(own, trace.tensor(tensor).shape, []),
    ]),
  );

/** @param {Record<string, string>} own @param {number[]} shape what is left of it
 * @param {number[]} at @returns {any} */
const filledList = (own, shape, at) =>
  shape.length
    ? Array.from({ length: shape[0] }, (_, k) => filledList(own, shape.slice(1), [...at, k]))
    : (own[`${at}`] ?? null);

/** The cell that a pointer of a problem names, such as /answers/W1/0/1; null where it names none.
 * @param {string} pointer @returns {Cell | null} */
export function pointedAt(pointer) {
  const [, field, tensor, ...places] = pointer.split("/");
  if (field !== "answers" || !tensor) return null;
  return { tensor, cell: places.map(Number) };
}

/** The cells of a tensor as rows of a table: its last axis goes across. @param {Trace} trace
 * @param {string} tensor @returns {number[][][]} */
export function cellRows(trace, tensor) {
  const { shape } = trace.tensor(tensor);
  const wide = shape[shape.length - 1] ?? 1;
  const all = cellsOf(shape);
  return Array.from({ length: all.length / wide }, (_, k) => all.slice(k * wide, (k + 1) * wide));
}

/** A block of numbers put into the table of a tensor from one of its cells on; what lies beyond is
 * left out. @param {Trace} trace @param {Entries} entries @param {Cell} from
 * @param {string[][]} block @returns {Entries} */
export function withBlock(trace, entries, { tensor, cell }, block) {
  const rows = cellRows(trace, tensor);
  const top = rows.findIndex((row) => row.some((at) => `${at}` === `${cell}`));
  const left = rows[top].findIndex((at) => `${at}` === `${cell}`);
  return block.reduce(
    (all, line, r) =>
      line.reduce((now, text, c) => {
        const at = rows[top + r]?.[left + c];
        return at ? withEntry(now, { tensor, cell: at }, text) : now;
      }, all),
    entries,
  );
}

/** A block of numbers as it comes from a sheet; null where it is one number alone. A comma parts
 * numbers only where nothing else does and a point is there, too. @param {string} text */
export function blockOf(text) {
  const lines = text.replace(/\s+$/, "").split(/\r?\n/);
  const by = separatorOf(text);
  const block = lines.map((line) => (by ? line.split(by) : [line]).map((field) => field.trim()));
  return block.length > 1 || block[0].length > 1 ? block : null;
}

/** @param {string} text */
function separatorOf(text) {
  if (text.includes("\t")) return "\t";
  if (text.includes(";")) return ";";
  if (/\d\s*,\s+\S/.test(text) || (/\./.test(text) && /,/.test(text))) return ",";
  return / /.test(text.trim()) ? /\s+/ : null;
}

/** @param {string} key */
export const cellOf = (key) => (key ? key.split(",").map(Number) : []);

/** @param {number[]} cell @param {number[]} shape */
const isWithin = (cell, shape) =>
  cell.length === shape.length &&
  cell.every((at, k) => Number.isInteger(at) && at >= 0 && at < shape[k]);
