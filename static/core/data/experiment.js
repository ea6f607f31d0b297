/**
 * An experiment as it is sent: data that have a name go by their name alone.
 * @import { Experiment, TraceDocument } from "./trace.js"
 */

/** @param {Experiment} experiment @returns {Record<string, any>} */
export function sent({ inputs, targets, data, ...rest }) {
  return data ? { ...rest, data } : { ...rest, inputs, targets };
}

/** The document with the examples that were sent by their name. @param {TraceDocument} document
 * @param {Experiment} experiment @returns {TraceDocument} */
export function filled(document, { inputs, targets }) {
  return { ...document, experiment: { ...document.experiment, inputs, targets } };
}

/** Changed data have no name any more. @param {Experiment} before @param {Experiment} after
 * @returns {Experiment} */
export function named(before, after) {
  const same = before.inputs === after.inputs && before.targets === after.targets;
  if (!after.data || same || after.data !== before.data) return after;
  const nameless = { ...after };
  delete nameless.data;
  return nameless;
}
