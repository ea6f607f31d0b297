/**
 * What a remark reads of a trace: the op that answers, the hidden units, how far answers are off.
 * @import { Op, Trace } from "../../data/trace.js"
 */
import { largest } from "../../data/magnitude.js";
import { tensorOfKind, size } from "../../data/trace.js";

/** How far answers must be from their targets, on average and as a share of the targets' spread,
 * before it counts as not learned yet. */
const FAR = 0.2;

/** @param {Trace} trace @returns {Op | undefined} */
export const lossOf = (trace) => trace.ops.find(({ family }) => family === "loss");

/** The op whose output the loss compares with the targets. @param {Trace} trace
 * @returns {Op | undefined} */
export function answering(trace) {
  const answer = tensorOfKind(lossOf(trace), "input");
  return trace.ops.find((op) => op.family !== "loss" && tensorOfKind(op, "output") === answer);
}

/** The activations in front of the answer, each with the place of its layer.
 * @param {Trace} trace @returns {{op: Op, place: number}[]} */
export function hiddenActivations(trace) {
  const last = answering(trace);
  let place = -1;
  return trace.ops.flatMap((op) => {
    if (op.family === "layer") place++;
    return op.family === "activation" && op !== last ? [{ op, place }] : [];
  });
}

/** The rows of a tensor along its first axis. @param {Trace} trace @param {string} name
 * @returns {Float64Array[]} */
export function rowsOf(trace, name) {
  const { shape } = trace.tensor(name);
  const each = size(shape.slice(1));
  const all = trace.view(name);
  return Array.from({ length: shape[0] ?? 0 }, (_, k) => all.subarray(k * each, (k + 1) * each));
}

/** Whether the answers to this batch are still far from their targets. @param {Trace} trace */
export function farOff(trace) {
  const names = ["input", "target"].map((kind) => tensorOfKind(lossOf(trace), kind));
  if (!names[0] || !names[1]) return false;
  const [answers, targets] = [trace.view(names[0]), trace.view(names[1])];
  const spread = Math.max(...targets) - Math.min(...targets) || Math.max(largest(targets), 1);
  const off = answers.reduce((sum, a, k) => sum + Math.abs(a - targets[k]), 0);
  return off / answers.length > FAR * spread;
}

/** Whether something in the network is drawn anew in each iteration: then no two units stay alike.
 * @param {Trace} trace */
export const hasNoise = (trace) =>
  trace.ops.some(({ role_kinds }) => Object.values(role_kinds).includes("noise"));
