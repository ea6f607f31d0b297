/**
 * A table as text, cut into cells to be looked at: the server cuts it in the same way and says what
 * is wrong where. Nothing is made of the cells here.
 *
 * @typedef {{line: number, cells: string[]}} Row  the line it begins in, from 1
 * @typedef {{code: string, row: number | null, column: number | null, detail: string,
 *   to_do: string}} Finding
 * @typedef {{rows: (Row & {left_out: number})[], more: number}} Preview  left_out: rows between this
 *   one and the one before; more: rows behind the last
 */

/** What a server takes, unless it was set up otherwise. */
export const MOST = { kibibytes: 256, rows: 2000 };
/** Names of what may stand between two cells, in the order in which they are tried. */
const DELIMITERS = { tab: "\t", semicolon: ";", comma: "," };
/** Rows that tell what separates cells. */
const SAMPLE = 50;
/** Rows that are shown, and as many more with something wrong. */
const FIRST = 6;
const WRONG = 24;

/** What no server takes, in numbers; null: it may be sent. @param {string} text
 * @returns {{key: string, values: Record<string, number>} | null} */
export function tooLarge(text) {
  const kibibytes = Math.ceil(new TextEncoder().encode(text).length / 1024);
  if (kibibytes > MOST.kibibytes)
    return { key: "table.large", values: { most: MOST.kibibytes, kibibytes } };
  const rows = rowsOf(text, delimiterOf(text)).length;
  if (rows > MOST.rows + 1) return { key: "table.long", values: { most: MOST.rows, rows } };
  return null;
}

/** The first that cuts nine of ten rows into equally many cells. @param {string} text */
export function delimiterOf(text) {
  const found = Object.entries(DELIMITERS).find(([, sign]) => {
    const widths = rowsOf(text, sign, SAMPLE).map(({ cells }) => cells.length);
    const count = (/** @type {number} */ n) => widths.filter((w) => w === n).length;
    const often = Math.max(...widths.filter((w) => w > 1).map(count), 0);
    return often > 0 && often >= 0.9 * widths.length;
  });
  return found ? found[0] : "comma";
}

/** @param {string} text @param {string} delimiter its name, or the sign itself
 * @param {number} [most] rows that are enough @returns {Row[]} those that hold anything */
export function rowsOf(text, delimiter, most = Infinity) {
  const sign = DELIMITERS[/** @type {keyof typeof DELIMITERS} */ (delimiter)] ?? delimiter;
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  /** @type {Row[]} */
  const rows = [];
  let [cells, cell, quoted, line, start] = [/** @type {string[]} */ ([]), "", false, 1, 1];
  const end = () => {
    cells.push(cell.replace(/\s+/g, " ").trim());
    cell = "";
  };
  for (let k = 0; k <= plain.length && rows.length < most; k++) {
    const c = plain[k];
    if (c === "\n") line += 1;
    if (quoted && c === '"') {
      if (plain[k + 1] === '"') cell += plain[++k];
      else quoted = false;
    } else if (c === undefined || (c === "\n" && !quoted)) {
      end();
      if (cells.length > 1 || cells[0]) rows.push({ line: start, cells });
      [cells, start] = [[], line];
    } else if (c === '"' && !cell.trim() && !quoted) [cell, quoted] = ["", true];
    else if (c === sign && !quoted) end();
    else cell += c;
  }
  return rows;
}

/** The first rows, and those in which something is wrong. @param {Row[]} rows without their names
 * @param {Finding[]} findings @returns {Preview} */
export function preview(rows, findings) {
  const lines = new Set(findings.map(({ row }) => row));
  const wrong = rows.filter(({ line }, k) => k >= FIRST && lines.has(line)).slice(0, WRONG);
  let next = 0;
  const shown = [...rows.slice(0, FIRST), ...wrong].map((row) => {
    const at = rows.indexOf(row, next);
    const left_out = at - next;
    next = at + 1;
    return { ...row, left_out };
  });
  return { rows: shown, more: rows.length - next };
}
