/**
 * An output and a loss that do not belong together: training goes well by the loss and learns nothing.
 * @import { Kind } from "../../data/kinds.js"
 * @import { Remark } from "./remarks.js"
 * @import { Cell, Experiment, Trace } from "../../data/trace.js"
 */
import { fresh, withValue } from "../../data/form.js";
import { cells, tensorOfKind, size } from "../../data/trace.js";
import { answering, hiddenActivations, lossOf } from "./network.js";

/** The share of a single unit among itself is 1, whatever comes in. @param {Trace} trace
 * @param {Kind[]} kinds @returns {Remark | null} */
export function softmaxOfOne(trace, kinds) {
  const last = trace.document.experiment.layers.length - 1;
  const end = answering(trace);
  const found = [...hiddenActivations(trace), ...(end ? [{ op: end, place: last }] : [])].find(
    ({ op }) => op.family === "activation" && op.wiring === "all" && size(op.output) === 1,
  );
  if (!found) return null;
  const { op, place } = found;
  const answer = /** @type {string} */ (tensorOfKind(op, "output"));
  const path = ["layers", place, "activation"];
  const mended = (/** @type {Experiment} */ e) => {
    const with_sigmoid = withKind(e, path, "sigmoid", kinds);
    const loss = place === last && e.loss.kind === "cross_entropy";
    return loss ? withKind(with_sigmoid, ["loss"], "binary_cross_entropy", kinds) : with_sigmoid;
  };
  return {
    id: "softmax-of-one",
    values: {},
    cells: cells(trace.tensor(answer).shape).slice(0, 1).map(at(answer)),
    mend: { values: {}, plan: (e) => ({ experiment: mended(e) }) },
  };
}

/** −Σ y ln a is least where every a is 1: only shares of a whole hold each other down.
 * @param {Trace} trace @param {Kind[]} kinds @returns {Remark | null} */
export function crossEntropyWithoutShares(trace, kinds) {
  const [loss, op] = [lossOf(trace), answering(trace)];
  if (loss?.kind !== "cross_entropy" || (op?.family === "activation" && op.wiring === "all"))
    return null;
  const { a, y } = loss.roles;
  const { shape } = trace.tensor(a);
  const one = size(shape.slice(1)) === 1;
  const zero = cells(shape).find((cell) => trace.value(y, cell) === 0);
  if (!zero) return null;
  const last = trace.document.experiment.layers.length - 1;
  return {
    id: one ? "cross-entropy-of-one" : "cross-entropy-without-shares",
    values: {},
    cells: [y, a, `d_${a}`].filter((name) => trace.has(name)).map((name) => at(name)(zero)),
    mend: {
      values: {},
      plan: (e) => ({
        experiment: one
          ? withKind(e, ["loss"], "binary_cross_entropy", kinds)
          : withKind(e, ["layers", last, "activation"], "softmax", kinds),
      }),
    },
  };
}

/** @param {string} tensor @returns {(cell: number[]) => Cell} */
const at = (tensor) => (cell) => ({ tensor, cell });

/** Another kind at a place, with what it shares with the one before. @param {Experiment} experiment
 * @param {(string | number)[]} path @param {string} name @param {Kind[]} kinds */
function withKind(experiment, path, name, kinds) {
  const family = path[path.length - 1];
  const kind = kinds.find((k) => k.family === family && k.kind === name);
  const before = path.reduce((part, key) => part?.[key], /** @type {any} */ (experiment));
  return kind ? withValue(experiment, path, fresh(kind, before ?? {})) : experiment;
}
