/**
 * What makes the value of a cell: the formula's parts with each reference turned into the cell
 * it reads, and each sum into one group of parts per wire that meets there.
 *
 * @typedef {string | {cell: Cell, role: string} | {const: string, value: number}
 *   | {terms: Filled[][], join: string, wrap: boolean, single: boolean}} Filled
 * @import { Cell, Op, Part, Step, Tensor, Trace } from "../data/trace.js"
 */
import { cellShape, flat, placeOf, size, unflat, withExample } from "../data/trace.js";
import { endOf, endShape, inputOf, wires } from "../data/wiring.js";

/** The one-cell formula of a written cell. @param {Trace} trace @param {Step} step
 * @param {number[]} cell @returns {Filled[]} */
export function explain(trace, step, cell) {
  const written = trace.tensor(step.writes);
  const example = written.batched ? cell[0] : null;
  const place = placeOf(written, cell);

  /** @param {Part[]} parts @param {(role: string) => number[]} at @returns {Filled[]} */
  const fill = (parts, at) =>
    parts.map((part) => {
      if (typeof part === "string" || "const" in part) return part;
      if ("ref" in part) {
        const tensor = step.reads[part.ref];
        const cell = part.at
          ? withExample(trace.tensor(tensor), part.at, example ?? 0)
          : at(part.ref);
        return { cell: { tensor, cell }, role: part.ref };
      }
      const positions = meeting(trace, step, place, example, rolesIn(part.each), part.first);
      const terms = positions.map((p) => fill(part.each, (role) => p[role]));
      return { terms, join: part.join, wrap: part.wrap, single: part.wrap_single };
    });

  const parts = step.cells ? step.cells[flat(place, cellShape(written))] : step.cell;
  return fill(parts, (role) => {
    const t = trace.tensor(step.reads[role]);
    return withExample(t, own(place, cellShape(written), cellShape(t)), example ?? 0);
  });
}

/** Every cell a formula reads. @param {Filled[]} parts @returns {{cell: Cell, role: string}[]} */
export function readCells(parts) {
  return parts.flatMap((part) => {
    if (typeof part === "string" || "const" in part) return [];
    if ("cell" in part) return [part];
    return part.terms.flatMap(readCells);
  });
}

/** The place of a cell in another tensor: the same number, unfolded, if both have as many; else
 * the beginning of it. @param {number[]} place @param {number[]} shape @param {number[]} other */
function own(place, shape, other) {
  if (size(other) === 1) return other.map(() => 0);
  if (size(shape) === size(other)) return unflat(flat(place, shape), other);
  return place.slice(0, other.length);
}

/**
 * Every combination of cells of these roles that meets in the written cell.
 * @param {Trace} trace @param {Step} step @param {number[]} place @param {number | null} example
 * @param {string[]} roles @param {boolean} [window] for a cell on a wire: the wires before it, too,
 * that lead to the same cell @returns {Record<string, number[]>[]}
 */
function meeting(trace, step, place, example, roles, window) {
  const op = trace.ops[step.op];
  const tensors = roles.map((role) => trace.tensor(step.reads[role]));
  const batched = tensors.some((t) => t.batched);
  let examples = example !== null ? [example] : batched ? [...Array(trace.batch).keys()] : [0];
  if (step.only === "last") examples = examples.slice(-1);
  const written = trace.tensor(step.writes);
  const wanted = turn(step, step.rule, place, cellShape(written));
  const which = inputOf(op, [step.rule, ...roles]);
  const all = wires(op, which);
  let mine = all.filter(
    (wire) => `${cellAt(trace, op, written, step.rule, wire, which)}` === `${wanted}`,
  );
  if (step.only) mine = step.only === "first" ? mine.slice(0, 1) : mine.slice(-1);
  if (window) mine = all.slice(0, mine[0][2] + 1).filter((wire) => wire[1] === mine[0][1]);
  /** @type {Map<string, Record<string, number[]>>} */
  const found = new Map();
  for (const n of examples) {
    for (const wire of mine) {
      const position = roles.map((role, k) => {
        const cell = cellAt(trace, op, tensors[k], role, wire, which);
        return withExample(tensors[k], turn(step, role, cell, cellShape(tensors[k])), n);
      });
      found.set(position.join(";"), Object.fromEntries(roles.map((r, k) => [r, position[k]])));
    }
  }
  return [...found.values()];
}

/** A cell of a kernel that a step reads turned round by half a circle; any other as it is.
 * @param {Step} step @param {string} role @param {number[]} cell @param {number[]} shape */
function turn(step, role, cell, shape) {
  if (!step.turned?.includes(role)) return cell;
  const last = cell.length - 2;
  return cell.map((place, axis) => (axis < last ? place : shape[axis] - 1 - place));
}

/** The cell of a role on a wire, without the example. @param {Trace} trace @param {Op} op
 * @param {Tensor} t @param {string} role @param {[number, number, number]} wire
 * @param {number} [which] of the op's inputs */
export function cellAt(trace, op, t, role, wire, which = 0) {
  const shape = cellShape(t);
  if (size(shape) === 1) return shape.map(() => 0); // a statistic of all cells meets each of them
  const end = endOf(op, role);
  return unflat(wire[end], endShape(trace, op, end, which)).slice(0, shape.length);
}

/** @param {Part[]} parts @returns {string[]} */
function rolesIn(parts) {
  const all = parts.flatMap((p) => (typeof p !== "string" && "ref" in p ? [p.ref] : []));
  return [...new Set(all)].sort();
}
