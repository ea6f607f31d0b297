/**
 * What a server tells of a table, and how the uses of its columns are changed.
 *
 * @typedef {{code: string, row: number | null, column: number | null, detail: string,
 *   to_do: string, old: string | null, new: string | null, other: string | null,
 *   change: Record<string, string>, cells: number}} Finding
 * @typedef {{place: number, line: number, used: boolean, cells: string[],
 *   read: (string | null)[], seen: (string | null)[], changed: boolean[]}} PreviewRow
 * @typedef {"input" | "target" | "ignored"} Use
 * @typedef {{name: string, use: Use, kind: string, unit: string, reason: string | null}} ColumnUse
 * @typedef {{target: number[], input: number[], ignore: number[], category: number[],
 *   number: number[]}} Choices  columns from 1
 */

/** What a server takes, unless it was set up otherwise. */
export const MOST = { mebibytes: 2, rows: 2000 };

/** Whether so many bytes may be sent. @param {number} bytes */
export const fits = (bytes) => bytes <= MOST.mebibytes * 2 ** 20;

/** Whether what a file holds is an experiment; else it is read as a table. @param {string} text */
export function isExperiment(text) {
  if (!/^\uFEFF?\s*\{/.test(text)) return false;
  try {
    const document = JSON.parse(text.replace(/^\uFEFF/, ""));
    return Array.isArray((document.experiment ?? document).layers);
  } catch {
    return /"layers"\s*:/.test(text);
  }
}

/** The rows with how many are left out before each, and behind the last.
 * @param {PreviewRow[]} rows @param {number} count of all rows that can be shown */
export function withGaps(rows, count) {
  let next = 0;
  const shown = rows.map((row) => {
    const left_out = row.place - next;
    next = row.place + 1;
    return { ...row, left_out };
  });
  return { rows: shown, more: Math.max(count - next, 0) };
}

/** A column for another use. Several columns of numbers can be targets together, a category only
 * alone. @param {ColumnUse[]} uses as they are @param {Choices} chosen @param {number} column
 * @param {Use} use @returns {Choices} */
export function withUse(uses, chosen, column, use) {
  const now = uses.flatMap((of, k) => (of.use === "target" && k + 1 !== column ? [k + 1] : []));
  const group = uses[column - 1].kind === "category";
  const others = now.filter((k) => uses[k - 1].kind !== "category");
  const target = use !== "target" ? now : group ? [column] : [...others, column];
  return {
    ...chosen,
    target: target.sort((a, b) => a - b),
    input: put(chosen.input, column, use === "input"),
    ignore: put(chosen.ignore, column, use === "ignored"),
  };
}

/** A column as another kind. @param {ColumnUse[]} uses @param {Choices} chosen
 * @param {number} column @param {string} kind number or category @returns {Choices} */
export function withKind(uses, chosen, column, kind) {
  const alone = kind === "category" && uses[column - 1].use === "target";
  return {
    ...chosen,
    target: alone ? [column] : chosen.target,
    category: put(chosen.category, column, kind === "category"),
    number: put(chosen.number, column, kind === "number"),
  };
}

/** @param {number[]} list @param {number} column @param {boolean} there */
const put = (list, column, there) =>
  [...list.filter((k) => k !== column), ...(there ? [column] : [])].sort((a, b) => a - b);
