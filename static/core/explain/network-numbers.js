/**
 * Numbers of the network as a whole, as they are told in a sentence.
 * @import { Trace } from "../data/trace.js"
 */
import { short } from "../data/number.js";
import { size } from "../data/trace.js";

/** So many numbers of a list are written out. */
const TOLD = 4;

/** Trained numbers of the network. @param {Trace} trace */
export const parameterCount = (trace) =>
  trace.document.parameters.reduce((n, name) => n + size(trace.tensor(name).shape), 0);

/** What the network sees and should answer. @param {Trace} trace @param {number} shown */
export function givenValues(trace, shown) {
  return {
    inputs: listOf(trace, "input", shown),
    targets: listOf(trace, "target", shown),
    count: parameterCount(trace),
  };
}

/** What it answered, and how wrong that is. @param {Trace} trace @param {number} shown */
export function answersOf(trace, shown) {
  const loss = trace.ops.find((op) => op.family === "loss");
  const role = loss && Object.keys(loss.role_kinds).find((r) => loss.role_kinds[r] === "input");
  const name = loss && role ? loss.roles[role] : "";
  return { answers: name ? list(trace, name, shown) : "", loss: short(trace.loss) };
}

/** @param {Trace} trace @param {string} kind @param {number} shown */
function listOf(trace, kind, shown) {
  const found = [...trace.tensors.values()].find((t) => t.kind === kind);
  return found ? list(trace, found.name, shown) : "";
}

/** @param {Trace} trace @param {string} name @param {number} shown */
function list(trace, name, shown) {
  const t = trace.tensor(name);
  const each = t.batched ? size(t.shape.slice(1)) : size(t.shape);
  const own = trace.view(name).subarray(...(t.batched ? [shown * each, (shown + 1) * each] : []));
  const told = [...own.subarray(0, TOLD)].map(short).join(", ");
  return own.length > TOLD ? `${told}, …` : told;
}
