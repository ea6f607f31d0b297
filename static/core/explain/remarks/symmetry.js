/**
 * Units that start alike and get the same gradient are alike for ever: the layer is as good as one
 * unit. With zeros on both sides nothing moves at all.
 * @import { Remark } from "./remarks.js"
 * @import { Experiment, Op, Trace } from "../../data/trace.js"
 */
import { answering, hasNoise, rowsOf } from "./network.js";

/** @param {Trace} trace @returns {Remark | null} */
export function equalUnits(trace) {
  if (hasNoise(trace)) return null;
  const last = answering(trace);
  const layers = trace.ops.filter((op) => op.family === "layer" && trained(trace, op));
  for (const op of layers) {
    const { W } = op.roles;
    if (op.layer === last?.layer && op.layer !== null) continue; // outputs may have equal targets
    const pair = twins(trace, op);
    if (!pair) continue;
    const zero = trace.view(W).every((w) => w === 0);
    const rest = trace.tensor(W).shape.slice(1).fill(0);
    return {
      id: zero ? "zero-weights" : "equal-weights",
      values: { layer: op.layer ?? 0 },
      cells: [W, `d_${W}`].flatMap((tensor) =>
        pair.map((unit) => ({ tensor, cell: [unit, ...rest] })),
      ),
      mend: {
        values: {},
        plan: (e) => ({ experiment: drawnAtRandom(e), restart: true }),
      },
    };
  }
  return null;
}

/** @param {Trace} trace @param {Op} op */
const trained = (trace, { roles: { W } }) =>
  !!W && trace.has(`d_${W}`) && !trace.document.experiment.frozen.includes(W);

/** Two units of a layer with the same weights, the same bias and the same gradients of both.
 * @param {Trace} trace @param {Op} op @returns {[number, number] | null} */
function twins(trace, { roles: { W, b } }) {
  const names = [W, b].filter((name) => name && trace.has(name));
  const all = names.flatMap((name) => [name, `d_${name}`]).filter((name) => trace.has(name));
  const rows = all.map((name) => rowsOf(trace, name));
  const seen = new Map();
  for (let unit = 0; unit < rows[0].length; unit++) {
    const told = rows.map((each) => each[unit].join()).join(";");
    const before = seen.get(told);
    if (before !== undefined && moves(rows, unit, trace.view(W))) return [before, unit];
    seen.set(told, unit);
  }
  return null;
}

/** Units without a gradient are alike only where they have zeros for weights: else they are dead, which
 * is another thing. @param {Float64Array[][]} rows weights, then their gradients
 * @param {number} unit @param {Float64Array} weights */
const moves = (rows, unit, weights) =>
  rows[1][unit].some((g) => g !== 0) || weights.every((w) => w === 0);

/** @param {Experiment} experiment @returns {Experiment} */
export const drawnAtRandom = (experiment) => ({
  ...experiment,
  initial: { kind: "glorot_uniform" },
  initial_bias: { kind: "zeros" },
});
