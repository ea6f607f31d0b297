/**
 * A step's equation as a row of matrices: LaTeX between them, and for each matrix its rows and
 * columns. Examples stand side by side, one column each, so that W x + b reads as it is written.
 *
 * @typedef {{tensor: string, transposed: boolean, rows: (Cell | null)[][]}} Block  null: left out
 * @typedef {(string | Block)[]} Equation
 * @import { Cell, Step, Tensor, Trace } from "../data/trace.js"
 */
import { cells, withExample } from "../data/trace.js";

/** Rows and columns shown of a long matrix; the last one always is. */
const SHOWN = 12;

/** @param {Trace} trace @param {Step} step @param {number} shown @returns {Equation} */
export function equation(trace, step, shown) {
  const written = trace.tensor(step.writes);
  const pieces = step.formula
    .replace(/\\(left|right)(?![a-z])/g, "")
    .split(/(<\w+>(?:\^\{\\top\})?)/);
  const blocks = pieces.map((piece) => {
    const [, role, transposed] = /^<(\w+)>(\^.*)?$/.exec(piece) ?? [];
    return role ? { tensor: step.reads[role], transposed: !!transposed } : piece;
  });
  // A rule that turns one example's column into a row holds for each example alone.
  const alone =
    written.batched &&
    blocks.some((b) => typeof b !== "string" && b.transposed && trace.tensor(b.tensor).batched);
  /** @param {string} name @param {boolean} transposed @returns {Block} */
  const block = (name, transposed) => {
    const rows = matrix(trace.tensor(name), trace.batch, alone ? shown : null);
    return {
      tensor: name,
      transposed,
      rows: abridge((transposed ? turn(rows) : rows).map(abridge)),
    };
  };
  const body = blocks.map((b) => (typeof b === "string" ? b : block(b.tensor, b.transposed)));
  const texts = body.filter((b) => typeof b === "string");
  if (texts.every(isWhole))
    return [block(step.writes, false), "=", ...body.filter((b) => b !== "")];
  const read = [...new Set(Object.values(step.reads))].map((name) => block(name, false));
  return [block(step.writes, false), String.raw`\leftarrow`, ...read];
}

/** Rows of cells: features down, examples or inputs across. @param {Tensor} t @param {number} batch
 * @param {number | null} only one example alone @returns {Cell[][]} */
export function matrix(t, batch, only) {
  const shape = t.batched ? t.shape.slice(1) : t.shape;
  const examples = t.batched ? (only === null ? [...Array(batch).keys()] : [only]) : [0];
  if (shape.length > 1) {
    const width = shape[shape.length - 1];
    const all = cells(shape).map((cell) => ({
      tensor: t.name,
      cell: withExample(t, cell, examples[0]),
    }));
    return Array.from({ length: all.length / width }, (_, k) =>
      all.slice(k * width, (k + 1) * width),
    );
  }
  return cells(shape).map((place) =>
    examples.map((n) => ({ tensor: t.name, cell: withExample(t, place, n) })),
  );
}

/** @template T @param {T[][]} rows */
const turn = (rows) => rows[0].map((_, k) => rows.map((row) => row[k]));

/** @template T @param {T[]} list @returns {T[]} */
function abridge(list) {
  if (list.length <= SHOWN) return list;
  const first = list[0];
  const gap = /** @type {T} */ (Array.isArray(first) ? first.map(() => null) : null);
  return [...list.slice(0, SHOWN - 2), gap, list[list.length - 1]];
}

/** Whether a piece of LaTeX between matrices stands on its own. @param {string} piece */
function isWhole(piece) {
  let depth = 0;
  for (const c of piece) {
    depth += c === "{" ? 1 : c === "}" ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}
