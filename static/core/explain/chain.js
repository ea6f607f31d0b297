/**
 * The chain rule of a parameter as its factors, each a cell of the trace. Read from the cells
 * that the gradient's own equation reads, and the δ's in turn, not from layer types.
 *
 * @typedef {"output" | "slope" | "delta" | "input" | "one"} Part  of the chain rule
 * @typedef {{part: Part, cell: Cell | null, top: Cell, bottom: Cell}} Factor  its value, and the
 *   derivative it is: ∂top/∂bottom; cell is null for the constant 1 behind a bias
 * @typedef {{parameter: Cell, gradient: Cell, loss: Cell, delta: Cell, factors: Factor[]}} Chain
 * @import { Cell, Trace } from "../data/trace.js"
 */
import { cellSymbol } from "./symbol.js";
import { explain, readCells } from "./terms.js";
import { tensorOfKind } from "../data/trace.js";

/** The chain rule of a parameter, or of its gradient or new value, for one example; null where
 * more than one δ meets the parameter in an example, or the cell is no parameter's.
 * @param {Trace} trace @param {Cell} cell @param {number} shown @returns {Chain | null} */
export function chainOf(trace, cell, shown) {
  const name = trace.tensor(cell.tensor).of ?? cell.tensor;
  const gradient = [...trace.tensors.values()].find((t) => t.of === name && t.kind === "gradient");
  const loss = [...trace.tensors.values()].find((t) => t.kind === "loss");
  if (trace.tensor(name).kind !== "parameter" || !gradient || !loss) return null;

  const parameter = { tensor: name, cell: cell.cell };
  const target = { tensor: gradient.name, cell: cell.cell };
  const reads = readsOf(trace, target).filter((r) => ofExample(trace, r.cell, shown));
  const deltas = reads.filter((r) => isGradient(trace, r.cell));
  if (deltas.length !== 1) return null;
  const delta = deltas[0].cell;
  const other = reads.find((r) => r !== deltas[0]);
  const z = origin(trace, delta);
  const top = { tensor: loss.name, cell: [] };
  return {
    parameter,
    gradient: target,
    loss: top,
    delta,
    factors: [
      ...(slopeFactors(trace, delta, top) ?? [{ part: "delta", cell: delta, top, bottom: z }]),
      { part: other ? "input" : "one", cell: other?.cell ?? null, top: z, bottom: parameter },
    ],
  };
}

/** What the factors of one example multiply to: what that example adds to the gradient, which is
 * the sum of this over the batch. @param {Trace} trace @param {Chain} chain */
export const chainShare = (trace, { factors }) =>
  factors.reduce(
    (product, { cell }) => product * (cell ? trace.value(cell.tensor, cell.cell) : 1),
    1,
  );

/** The symbol of that: the gradient's own where the batch has one example, else with [n] behind it,
 * so that what stands on the left of "=" is what the factors multiply to.
 * @param {Trace} trace @param {Chain} chain @param {number} shown */
export function shareSymbol(trace, { loss, parameter }, shown) {
  const [above, below] = [loss, parameter].map((cell) => cellSymbol(trace, cell));
  const whole = String.raw`\dfrac{\partial ${above}}{\partial ${below}}`;
  return trace.batch > 1 ? String.raw`\left.${whole}\right|_{[${shown + 1}]}` : whole;
}

/** Where an activation and the loss behind it together give δ = (a − y) / share, the trace
 * itself agreeing. @param {Trace} trace @param {Cell} delta
 * @returns {{key: string, a: Cell, y: Cell, delta: Cell, share: number} | null} */
export function together(trace, delta) {
  const step = trace.steps[trace.writer.get(delta.tensor) ?? -1];
  const arrived =
    step && Object.values(step.reads).find((n) => trace.tensor(n).kind === "gradient");
  const before = arrived === undefined ? undefined : trace.steps[trace.writer.get(arrived) ?? -1];
  const loss = before && trace.ops[before.op];
  const [output, target] = [tensorOfKind(loss, "input"), tensorOfKind(loss, "target")];
  if (loss?.family !== "loss" || !output || !target) return null;
  const [a, y] = [output, target].map((tensor) => ({ tensor, cell: delta.cell }));
  const share = loss.settings.reduction === "mean" ? trace.batch : 1;
  const difference = (trace.value(a.tensor, a.cell) - trace.value(y.tensor, y.cell)) / share;
  if (Math.abs(difference - trace.value(delta.tensor, delta.cell)) > 1e-9) return null;
  return { key: `why.together.${trace.ops[step.op].kind}.${loss.kind}`, a, y, delta, share };
}

/** ∂E/∂a · ∂a/∂z where the activation acts on each cell alone. @param {Trace} trace
 * @param {Cell} delta @param {Cell} loss @returns {Factor[] | null} */
function slopeFactors(trace, delta, loss) {
  const reads = readsOf(trace, delta);
  const error = reads.find((r) => isGradient(trace, r.cell));
  const slope = reads.find((r) => trace.tensor(r.cell.tensor).role_kind === "slope");
  if (reads.length !== 2 || !error || !slope) return null;
  const a = origin(trace, error.cell);
  return [
    { part: "output", cell: error.cell, top: loss, bottom: a },
    { part: "slope", cell: slope.cell, top: a, bottom: origin(trace, delta) },
  ];
}

/** What a cell's own equation reads. @param {Trace} trace @param {Cell} cell */
export function readsOf(trace, { tensor, cell }) {
  const step = trace.steps[trace.writer.get(tensor) ?? -1];
  return step ? readCells(explain(trace, step, cell)) : [];
}

/** @param {Trace} trace @param {Cell} cell */
const isGradient = (trace, cell) => trace.tensor(cell.tensor).kind === "gradient";

/** @param {Trace} trace @param {Cell} cell @param {number} n */
const ofExample = (trace, cell, n) => !trace.tensor(cell.tensor).batched || cell.cell[0] === n;

/** What a gradient is the gradient of. @param {Trace} trace @param {Cell} cell @returns {Cell} */
const origin = (trace, cell) => ({
  tensor: trace.tensor(cell.tensor).of ?? cell.tensor,
  cell: cell.cell,
});
