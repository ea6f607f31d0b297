/**
 * The questions of the update: why minus, why so far, did it help; and why with the old weights.
 * @import { Cell, Step, Trace } from "../data/trace.js"
 * @import { Reason } from "./reason.js"
 */
import { short, signed } from "../data/number.js";
import { cellText } from "./symbol.js";
import { parameterCount } from "./network-numbers.js";
import { reason } from "./reason.js";

/** @param {Trace} trace @param {Step} step @param {Cell} cell @returns {Reason[]} */
export function updateReasons(trace, step, cell) {
  const old = reason("old", { count: parameterCount(trace) }, { seek: readsOld(trace) });
  const { of: name } = trace.tensor(cell.tensor);
  if (!name || !trace.has(`d_${name}`) || trace.tensor(cell.tensor).kind !== "update") return [old];
  const [before, after] = [name, cell.tensor].map((n) => trace.value(n, cell.cell));
  const gradient = trace.value(`d_${name}`, cell.cell);
  const rate = Object.values(step.reads).find((n) => trace.tensor(n).kind === "rate");
  const eta = rate ? trace.view(rate)[0] : NaN;
  const plain = Math.abs(after - (before - eta * gradient)) <= 1e-12 * Math.abs(before);
  const way = !plain || !gradient ? "Other" : gradient > 0 ? "Down" : "Up";
  const values = {
    of: cellText(trace, { tensor: name, cell: cell.cell }),
    gradient: signed(gradient),
    eta: short(eta),
    change: signed(after - before),
  };
  return [helped(trace, reason(`minus${way}`, values, { ask: "minus", view: "nudge" })), old];
}

/** With what the update did to the loss, where that is known. @param {Trace} trace
 * @param {Reason} of @returns {Reason} */
function helped(trace, of) {
  const after = trace.document.loss_after;
  if (after === undefined || after === null) return of;
  const told = { before: short(trace.loss), after: short(after) };
  const key = after < trace.loss ? "helped" : "hurt";
  return { ...of, values: { ...of.values, ...told, helped: key } };
}

/** The moment of the first step of the backward pass that reads a weight. @param {Trace} trace */
function readsOld(trace) {
  const at = trace.steps.findIndex(
    (step) =>
      step.phase === "backward" &&
      Object.values(step.reads).some((name) => trace.tensor(name).kind === "parameter"),
  );
  return at < 0 ? undefined : at + 1;
}
