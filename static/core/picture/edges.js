/**
 * The drawn wires: of every op that joins columns, or a column and the meter.
 *
 * @typedef {{op: number, key: string, from: Point, to: Point, fromKey: string, toKey: string,
 *   cell: Cell | null, over?: number}} Edge  cell: the parameter on it; over: the height that it
 *   reaches as an arc around columns between
 * @import { Band } from "./branches.js"
 * @import { Cell, Trace } from "../data/trace.js"
 * @import { Point } from "./bezier.js"
 * @import { Home } from "./placement.js"
 * @import { Column, Meter, Neuron } from "./layout.js"
 */
import { between } from "./branches.js";
import { unflat } from "../data/trace.js";
import { endShape, inputRoles, wires } from "../data/wiring.js";

const AIR = 4;
/** How far above the neurons that it goes around an arc passes, and the breadth of many. */
const AROUND = 26;
const SPREAD = 14;

/** @param {Trace} trace @param {Column[]} columns @param {Map<string, Home>} homes
 * @param {Meter} meter @param {number} wanted room for the targets between outputs and meter
 * @param {Band[]} standing where the columns stand @returns {Edge[]} */
export function edges(trace, columns, homes, meter, wanted, standing) {
  return trace.ops.flatMap((op, index) => {
    const own = [...trace.tensors.values()].find(
      (t) => t.op === index && !t.of && (t.kind === "output" || t.kind === "loss"),
    );
    const home = own && homes.get(own.name);
    if (op.in_place || !home || home.where === "wire") return [];
    const via = Object.keys(op.ends).find((role) => op.ends[role] === "via");
    const weight = via && trace.tensor(op.roles[via]).kind === "parameter" ? op.roles[via] : null;
    const shape = via ? endShape(trace, op, 2) : [];
    const target = home.where === "meter" ? null : columns[home.column].neurons;
    return sources(trace, index, homes).flatMap(([column, which]) => {
      const passed = target ? between(standing, column, target[0].column) : [];
      const all = passed.flatMap((c) => columns[c].neurons);
      const roof = Math.min(...all.map((n) => n.y - n.r));
      const rows = wires(op, which);
      return rows.map(([from, to, w], k) => {
        const a = columns[column].neurons[from];
        const b = target && target[to];
        return {
          op: index,
          key: `${index}:${column}:${from}:${to}`,
          from: { x: edgeOf(columns[column], a, 1) + (b ? AIR : wanted * 0.9), y: a.y },
          to: b ? { x: edgeOf(columns[b.column], b, -1) - AIR, y: b.y } : meter.inlet,
          fromKey: a.key,
          toKey: b ? b.key : "meter",
          cell: weight ? { tensor: weight, cell: unflat(w, shape) } : null,
          ...(passed.length && { over: roof - AROUND - (SPREAD * k) / rows.length }),
        };
      });
    });
  });
}

/** Where the wires of a neuron end: at its own edge; where a column has folded and all is joined to all,
 * at the edge of its grid, so that the cells are seen. @param {Column} column @param {Neuron} n
 * @param {1 | -1} side */
function edgeOf({ neurons, grid, shape }, n, side) {
  if (!grid || shape.length === 3) return n.x + side * n.r;
  return side * Math.max(...neurons.map((other) => side * other.x)) + side * n.r;
}

/** The columns that an op reads from, each with the number of the input it is. @param {Trace} trace
 * @param {number} index @param {Map<string, Home>} homes @returns {[column: number, which: number][]} */
function sources(trace, index, homes) {
  const op = trace.ops[index];
  return inputRoles(op).flatMap((role, which) => {
    const home = homes.get(op.roles[role]);
    return home?.where === "neuron" ? [/** @type {[number, number]} */ ([home.column, which])] : [];
  });
}
