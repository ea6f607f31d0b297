/**
 * What is not to be seen while an answer is due, taken out of a trace: one place for every view, for
 * what is spoken and for what is saved. It keeps a lesson honest; it is no lock.
 *
 * @typedef {{before: string}} Gate  the tensor from whose step on nothing is seen; `next`: all of this
 *   iteration is, and no other
 * @import { Tensor } from "../data/trace.js"
 */
import { size, Trace } from "../data/trace.js";

/** All of this iteration is seen. */
export const NEXT = "next";

/** The first step that is hidden. Where the tensor is none of the network's, everything computed is.
 * @param {Trace} trace @param {Gate} gate */
const firstHidden = (trace, { before }) =>
  before === NEXT ? trace.steps.length : (trace.writer.get(before) ?? 0);

/** How far time may go. @param {Trace | null} trace @param {Gate | null} gate */
export const limitOf = (trace, gate) => (trace && gate ? firstHidden(trace, gate) : Infinity);

/** A trace without the numbers behind a gate. @param {Trace | null} trace @param {Gate | null} gate
 * @returns {Trace | null} */
export function masked(trace, gate) {
  if (!trace || !gate) return trace;
  const from = firstHidden(trace, gate);
  const values = Float64Array.from(trace.values);
  for (const [name, step] of trace.writer) {
    if (step >= from) values.fill(NaN, ...stretch(trace.tensor(name)));
  }
  return new Trace({ ...disguised(trace).document, values, loss_after: undefined }, trace);
}

/** A trace that does not say which of its steps are deliberate mistakes. @param {Trace} trace */
export function disguised(trace) {
  const steps = trace.steps.map(({ bugs, ...step }) =>
    bugs ? { ...step, keys: step.keys.filter(isOpen) } : step,
  );
  return new Trace({ ...trace.document, steps }, trace);
}

/** What names a deliberate mistake would answer who is to find it. @param {string} key */
const isOpen = (key) => !key.startsWith("bug.");

/** @param {Tensor} tensor @returns {[number, number]} */
const stretch = ({ offset, shape }) => [offset, offset + size(shape)];
