/**
 * All numbers of a trace as a table.
 * @import { Field } from "../data/csv.js"
 * @import { Trace } from "../data/trace.js"
 */
import { unflat } from "../data/trace.js";
import { cellText } from "./symbol.js";

const NUMBERS = ["tensor", "cell", "value", "symbol"];

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
