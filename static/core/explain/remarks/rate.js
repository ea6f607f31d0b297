/**
 * Steps that are too long: the loss jumps up, or the numbers leave all bounds.
 * @import { Remark } from "./remarks.js"
 * @import { Experiment, Trace } from "../../data/trace.js"
 */
import { short } from "../../data/number.js";
import { farOff, lossOf } from "./network.js";

/** A step that makes the loss so many times as large goes over the valley, not into it. */
const WORSE = 10;
const SHORTER = 10;

/** @param {Trace} trace @returns {Remark | null} */
export function diverged(trace) {
  const { diverged: left, experiment } = trace.document;
  if (!left) return null;
  return {
    id: "diverged",
    values: { rate: short(experiment.learning_rate), number: left.iteration + 1 },
    cells: [{ tensor: left.tensor, cell: left.cell }],
    mend: shorter(experiment),
  };
}

/** @param {Trace} trace @returns {Remark | null} */
export function longSteps(trace) {
  const { loss_after: after, experiment } = trace.document;
  const loss = lossOf(trace);
  const whole = trace.batch === experiment.inputs.length;
  if (!loss || !whole || after === undefined || !(trace.loss > 0) || !farOff(trace)) return null;
  if (after < WORSE * trace.loss) return null;
  return {
    id: "long-steps",
    values: {
      rate: short(experiment.learning_rate),
      before: short(trace.loss),
      after: short(after),
    },
    cells: [{ tensor: loss.roles.E, cell: [] }],
    mend: shorter(experiment),
  };
}

/** A tenth of the learning rate, from the beginning. @param {Experiment} experiment */
function shorter({ learning_rate }) {
  const rate = Number((learning_rate / SHORTER).toPrecision(12));
  return {
    values: { rate: short(rate) },
    plan: (/** @type {Experiment} */ e) => ({
      experiment: { ...e, learning_rate: rate },
      rewind: true,
    }),
  };
}
