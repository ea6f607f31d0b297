/**
 * Parameters and state taken along when something is changed in the middle of a run.
 * @import { Plan } from "./layers.js"
 * @import { Tensor, Trace } from "./trace.js"
 */
import { equal } from "./form.js";
import { layerOps } from "./layers.js";
import { flat, size } from "./trace.js";

/**
 * The values with which the planned experiment goes on: a parameter keeps what it has become if its
 * layer is still there and it has the same shape; the optimizer keeps its state of it. Everything
 * else is as `after` begins.
 * @param {Plan} plan @param {Trace} before @param {Trace} after the planned experiment at its
 *   first iteration @returns {Float64Array}
 */
export function carriedValues({ from }, before, after) {
  const sameOptimizer = equal(
    before.document.experiment.optimizer,
    after.document.experiment.optimizer,
  );
  const old = placed(before);
  const { parameters, state } = after.document;
  const parts = placed(after).map(({ layer, tensor }) => {
    const was = old.find(
      (p) =>
        p.layer === from[layer] &&
        p.tensor.kind === tensor.kind &&
        p.tensor.role === tensor.role &&
        p.of === roleOf(after, tensor) &&
        equal(p.tensor.shape, tensor.shape),
    );
    const kept = was && (tensor.kind === "parameter" || !tensor.of || sameOptimizer);
    return kept ? before.view(was.tensor.name) : after.view(tensor.name);
  });
  const values = new Float64Array(
    [...parameters, ...state].reduce((n, name) => n + size(after.tensor(name).shape), 0),
  );
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return values;
}

/** Parameters and state in order, each with the place of its layer and the role of its parameter.
 * @param {Trace} trace @returns {{tensor: Tensor, layer: number, of: string}[]} */
function placed(trace) {
  const layers = layerOps(trace);
  return [...trace.document.parameters, ...trace.document.state].map((name) => {
    const tensor = trace.tensor(name);
    const parameter = tensor.of ? trace.tensor(tensor.of) : tensor;
    return { tensor, layer: layers.indexOf(parameter.op ?? -1), of: parameter.role };
  });
}

/** @param {Trace} trace @param {Tensor} tensor */
const roleOf = (trace, { of, role }) => (of ? trace.tensor(of).role : role);

/** The values of a checkpoint with one number changed. @param {Trace} trace
 * @param {import("./trace.js").Cell} cell @param {number} value */
export function withNumber(trace, { tensor, cell }, value) {
  const values = trace.checkpoint.values;
  const first = trace.tensor(trace.document.parameters[0]).offset;
  const t = trace.tensor(tensor);
  values[t.offset - first + flat(cell, t.shape)] = value;
  return values;
}
