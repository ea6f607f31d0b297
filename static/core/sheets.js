/**
 * Numbers as CSV, with every digit: a run, and all values of an iteration. Cells are counted from 0, as
 * in the API.
 * @import { Record } from "./record.js"
 * @import { Trace } from "./trace.js"
 */
import { cells, size } from "./trace.js";

/** @typedef {string | number | null | undefined} Value */

/** @param {Value[][]} rows */
const sheet = (rows) => rows.map((row) => `${row.map((x) => x ?? "").join(",")}\r\n`).join("");

/** A row for every point of a run; with a trace, its parameters too, where they were kept.
 * @param {Record} record @param {Trace | null} [trace] */
export function runSheet(record, trace = null) {
  const names = trace ? parameterCells(trace) : [];
  const kept = new Map(record.checkpoints.map(({ iteration, values }) => [iteration, values]));
  const head = ["iteration", "epoch", "loss", "accuracy", "test loss", "test accuracy", ...names];
  const rows = record.points.map(({ iteration, epoch, loss, accuracy, test }) => {
    const values = names.length ? kept.get(iteration)?.subarray(0, names.length) : null;
    const all = values ? [...values] : names.map(() => null);
    return [iteration, epoch, loss, accuracy, test?.loss, test?.accuracy, ...all];
  });
  return sheet([head, ...rows]);
}

/** They lie at the beginning of a checkpoint. @param {Trace} trace */
function parameterCells(trace) {
  return trace.document.parameters.flatMap((name) =>
    cells(trace.tensor(name).shape).map((cell) => `${name}[${cell.join(" ")}]`),
  );
}

/** Every cell of every tensor. @param {Trace} trace */
export function valuesSheet(trace) {
  const rows = [...trace.tensors.values()].flatMap(({ name, shape, offset }) => {
    const places = cells(shape);
    return Array.from({ length: size(shape) }, (_, k) => [
      name,
      places[k].join(" "),
      trace.values[offset + k],
    ]);
  });
  return sheet([["tensor", "cell", "value"], ...rows]);
}
