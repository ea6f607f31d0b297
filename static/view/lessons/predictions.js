/** What is predicted now, what was said last, and the way to the truth. */
import { judged } from "../../core/lessons/prediction.js";
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { withExample } from "../../core/data/trace.js";
import { signal } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { gate, goal, playing, shown, still, time, whole } from "../control/state.js";
import { t } from "../ui/words.js";
import { keepGiven } from "./course.js";

/** @import { Prediction } from "../../core/lessons/prediction.js"
 * @import { Cell, Trace } from "../../core/data/trace.js" */

/** What is being asked. @type {import("../../vendor/preact.js").Signal<Cell | null>} */
export const predicting = signal(null);
/** What was said last. @type {import("../../vendor/preact.js").Signal<Prediction | null>} */
export const said = signal(null);

/** @param {Cell} cell */
export function askFirst(cell) {
  gate.value = { before: cell.tensor };
  predicting.value = cell;
  said.value = null;
}

/** What a value is compared with: the first number that its step reads and that moves with it.
 * @param {Trace} now @param {Cell} cell @returns {Cell | null} */
export function besides(now, cell) {
  const step = now.steps[now.writer.get(cell.tensor) ?? -1];
  const name = step && Object.values(step.reads).find((one) => same(now, one, cell.tensor));
  if (!name) return null;
  const [to, from] = [now.tensor(name), now.tensor(cell.tensor)];
  return {
    tensor: name,
    cell: withExample(to, from.batched ? cell.cell.slice(1) : cell.cell, shown.value),
  };
}

/** @param {Trace} now @param {string} one @param {string} other */
const same = (now, one, other) => `${now.tensor(one).shape}` === `${now.tensor(other).shape}`;

/** With the other answers, whatever was said of it. @param {Cell} cell @param {Prediction} own */
export function keepPrediction(cell, own) {
  const now = whole.value;
  if (!now) return;
  const beside = besides(now, cell);
  const truth = now.value(cell.tensor, cell.cell);
  const verdict = judged(own, truth, beside && now.value(beside.tensor, beside.cell));
  const parts = [own.sign && t(`predict.is.${own.sign}`), own.size && t(`predict.is.${own.size}`)];
  keepGiven(`predict.${cellText(now, cell)}`, {
    answer: [...parts, own.number].filter(Boolean).join(", "),
    names: [],
    right: !Object.values(verdict).includes(false),
    sure: "",
    truth: short(truth),
  });
}

/** @param {Cell} cell */
export function reveal(cell) {
  gate.value = null;
  predicting.value = null;
  choose(null);
  const step = whole.value?.writer.get(cell.tensor);
  if (step === undefined || time.value >= step + 1) return;
  if (still.matches) return void (time.value = step + 1);
  goal.value = step + 1;
  playing.value = 1;
}
