/**
 * Which question arises at a cell, and the numbers of its answer. The words stand in the catalogue:
 * reason.<key>.ask, .say (three lines at most) and .try.
 *
 * @import { Cell, Trace } from "../data/trace.js"
 * @import { Reason } from "./reason.js"
 */
import { chainOf } from "./chain.js";
import { writerOf } from "./focus.js";
import { short } from "../data/number.js";
import { cellText } from "./symbol.js";
import { backwardReasons } from "./backward-reasons.js";
import { answersOf, givenValues } from "./network-numbers.js";
import { reason } from "./reason.js";
import { updateReasons } from "./update-reasons.js";

/** Below this share of the steepest place the curve counts as flat. */
const FLAT = 1 / 16;

/** What arises at a cell, the first first. @param {Trace} trace @param {Cell} cell
 * @param {number} shown the example on show @returns {Reason[]} */
export function reasonsAt(trace, cell, shown) {
  const step = trace.steps[writerOf(trace, cell)];
  if (!step || step.phase === "forward") return [reason("task", givenValues(trace, shown))];
  if (step.phase === "loss")
    return [
      reason(
        "taskLoss",
        { ...givenValues(trace, shown), ...answersOf(trace, shown) },
        { ask: "task" },
      ),
    ];
  const stuck = stuckAt(trace, cell, shown);
  const others =
    step.phase === "update"
      ? updateReasons(trace, step, cell)
      : backwardReasons(trace, step, cell, shown);
  if (!stuck) return others;
  const moves = (/** @type {Reason} */ other) =>
    other.ask !== "minus" || stuck.key !== "stuck.frozen";
  return [stuck, ...others.filter(moves)];
}

/** Why nothing, or next to nothing, is learned here; null: it is. @param {Trace} trace
 * @param {Cell} cell @param {number} shown @returns {Reason | null} */
function stuckAt(trace, cell, shown) {
  const step = trace.steps[writerOf(trace, cell)];
  const t = trace.tensor(cell.tensor);
  const name = t.of ?? t.name;
  const gradient = `d_${name}`;
  if (trace.tensor(name).kind !== "parameter" || !trace.has(gradient)) return null;
  const of = cellText(trace, { tensor: name, cell: cell.cell });
  const g = trace.value(gradient, cell.cell);
  const stuck = (/** @type {string} */ why, /** @type {Record<string, string>} */ values = {}) =>
    reason(`stuck.${why}`, { of, gradient: short(g), ...values }, { ask: "stuck", ...(why === "error" && { view: "origin" }) }); // prettier-ignore
  if (trace.ops[step.op].family === "frozen") return stuck("frozen");
  const chain = chainOf(trace, { tensor: name, cell: cell.cell }, shown);
  if (!chain || trace.batch > 1) return null;
  const value = (/** @type {string} */ part) => {
    const at = chain.factors.find((f) => f.part === part)?.cell;
    return at ? trace.value(at.tensor, at.cell) : 1;
  };
  const [slope, input, error] = [value("slope"), value("input"), value("output") * value("delta")];
  const most = steepestOf(trace, chain.factors.find((f) => f.part === "slope")?.cell);
  if (slope === 0) return stuck("slope");
  if (input === 0) return stuck("input");
  if (error === 0) return stuck("error");
  if (most && Math.abs(slope) < FLAT * most)
    return stuck("flat", { slope: short(slope), times: short(Math.round(most / Math.abs(slope))) });
  return null;
}

/** @param {Trace} trace @param {Cell | null | undefined} slope */
function steepestOf(trace, slope) {
  return slope ? trace.ops[trace.steps[writerOf(trace, slope)].op].steepest : null;
}
