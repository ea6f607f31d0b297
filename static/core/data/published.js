/**
 * What a source printed beside what float64 gives, number by number.
 *
 * @typedef {{name: string, cell: number[], printed: number, computed: number, wrong: boolean}} Printed
 * @typedef {{published: Record<string, any>, recomputed: Record<string, any>,
 *   wrong: Record<string, any>}} Example
 */
import { exact } from "./number.js";

/** All numbers that were printed, in the order of the source. `cell` is the place in the tensor.
 * @param {Example} example @returns {Printed[]} */
export function comparison({ published, recomputed, wrong }) {
  return Object.entries(published).flatMap(([name, values]) => {
    // A source prints one example as a plain list; the lists differ in depth, never in order.
    const ours = leaves(recomputed[name]);
    return leaves(values).flatMap(({ path, value }, k) => {
      if (value === null) return [];
      const cell = ours[k].path;
      const marked = isMarked(wrong?.[name], [path, cell]);
      return [{ name, cell, printed: value, computed: ours[k].value, wrong: marked }];
    });
  });
}

/** Whether an example has a wrong number. @param {Example} example */
export function hasWrong(example) {
  return comparison(example).some((row) => row.wrong);
}

/** Our number with two digits more than the printed one, to be read beside it.
 * @param {number} computed @param {number} printed */
export function besidePrinted(computed, printed) {
  const [mantissa, exponent] = String(printed).split("e");
  const decimals = (mantissa.split(".")[1] ?? "").length + 2;
  return exact(Number(exponent ? computed.toExponential(decimals) : computed.toFixed(decimals)));
}

/** Whether a number rounds to the printed one. @param {number} computed @param {number} printed */
export function comesOut(computed, printed) {
  const [mantissa, exponent] = String(printed).split("e");
  const decimals = (mantissa.split(".")[1] ?? "").length;
  return (
    Number(exponent ? computed.toExponential(decimals) : computed.toFixed(decimals)) === printed
  );
}

/** @param {any} value @param {number[]} [path] @returns {{path: number[], value: any}[]} */
function leaves(value, path = []) {
  if (!Array.isArray(value)) return [{ path, value }];
  return value.flatMap((part, k) => leaves(part, [...path, k]));
}

/** @param {true | number[][] | undefined} marks @param {number[][]} paths */
function isMarked(marks, paths) {
  return marks === true || (marks ?? []).some((mark) => paths.some((p) => `${p}` === `${mark}`));
}
