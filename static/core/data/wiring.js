/**
 * Which cells meet in an op: its wires, as [from, to, via] of flat cell numbers. The same rows
 * draw the lines, light up what is pointed at and write the terms of a formula.
 * Mirrors engine/wiring.py, name for name.
 *
 * @typedef {[from: number, to: number, via: number]} Wire
 * @import { Op, Trace } from "./trace.js"
 */
import { cells, cellShape, size } from "./trace.js";

/** @type {Record<string, (op: Op) => Wire[]>} */
const generators = {
  listed: (op) => op.wires ?? [],
  same: (op) => range(size(op.input)).map((k) => [k, k, k]),
  all: (op) => {
    const n = size(op.input);
    return range(n * size(op.output)).map((k) => [k % n, Math.floor(k / n), k]);
  },
  sum: (op) => range(size(op.input)).map((k) => [k, 0, k]),
  window: (op) => {
    const { k, from, inside } = moving(op);
    const [channels] = op.input;
    const [filters, high, wide] = op.output;
    const places = cells([filters, high, wide, channels, k, k]);
    return places.flatMap(([f, i, j, c, u, v]) => {
      if (!inside(i, j, u, v)) return [];
      return [
        [from(c, i, j, u, v), (f * high + i) * wide + j, ((f * channels + c) * k + u) * k + v],
      ];
    });
  },
  part: (op) => {
    const from = Number(op.settings.start) * size(op.input.slice(1));
    return range(size(op.output)).map((k) => [k + from, k, k]);
  },
  pool: (op) => {
    const { k, from } = moving(op);
    return cells([...op.output, k, k]).map(([c, i, j, u, v], via) => {
      return [from(c, i, j, u, v), (c * op.output[1] + i) * op.output[2] + j, via];
    });
  },
};

/** The side of an op's window, and the cell that lies at (u, v) of it when it stands at (i, j).
 * @param {Op} op */
function moving({ input: [, high, wide], settings }) {
  const { kernel: k, stride, padding = 0 } = /** @type {Record<string, number>} */ (settings);
  /** @param {number} i @param {number} u */
  const at = (i, u) => i * stride + u - padding;
  /** @param {number} x @param {number} side */
  const within = (x, side) => x >= 0 && x < side;
  /** @param {number} c @param {number} i @param {number} j @param {number} u @param {number} v */
  const from = (c, i, j, u, v) => (c * high + at(i, u)) * wide + at(j, v);
  /** @param {number} i @param {number} j @param {number} u @param {number} v */
  const inside = (i, j, u, v) => within(at(i, u), high) && within(at(j, v), wide);
  return { k, from, inside };
}

/** One input behind the other. @param {Op} op @param {number} which @returns {Wire[]} */
function joined({ inputs }, which) {
  const to = inputs.slice(0, which).reduce((n, shape) => n + size(shape), 0);
  return range(size(inputs[which])).map((k) => [k, k + to, k]);
}

/** @type {WeakMap<Op, Wire[][]>} */
const made = new WeakMap();

/** All wires between an op's output and one of its inputs. @param {Op} op @param {number} [which]
 * @returns {Wire[]} */
export function wires(op, which = 0) {
  let all = made.get(op);
  if (!all) made.set(op, (all = []));
  return (all[which] ??= op.wiring === "joined" ? joined(op, which) : generators[op.wiring](op));
}

/** The roles in which an op reads other ops: its one input, or each of many.
 * @param {Op} op @returns {string[]} */
export function inputRoles(op) {
  const all = Object.keys(op.role_kinds).filter((role) => op.role_kinds[role] === "input");
  return op.inputs.length > 1 ? all.slice(-op.inputs.length) : all.slice(0, 1);
}

/** The number of the input whose wires these roles lie on. @param {Op} op @param {string[]} roles */
export function inputOf(op, roles) {
  const inputs = inputRoles(op);
  const named = roles.map((role) => inputs.indexOf(role.replace(/^d_/, "")));
  return named.find((k) => k >= 0) ?? 0;
}

/** Which end of a wire a role lives at, as an index into a Wire. @param {Op} op @param {string} role */
export function endOf(op, role) {
  return { from: 0, to: 1, via: 2 }[op.ends[role] ?? op.ends[role.replace(/^d_/, "")] ?? "to"];
}

/** Shape of the cells at one end of an op's wires. @param {Trace} trace @param {Op} op
 * @param {number} end @param {number} [which] of its inputs @returns {number[]} */
export function endShape(trace, op, end, which = 0) {
  if (end === 0) return op.inputs[which] ?? op.input;
  if (end === 1) return op.output.length ? op.output : [1];
  const via = Object.entries(op.ends).find(([, e]) => e === "via");
  return via ? cellShape(trace.tensor(op.roles[via[0]])) : (op.inputs[which] ?? op.input);
}

/** @param {number} n */
const range = (n) => [...Array(n).keys()];
