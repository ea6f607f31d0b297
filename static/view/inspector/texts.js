/**
 * The question a cell answers, and why its equation is as it is, in plain words.
 * @import { Cell, Trace } from "../../core/trace.js"
 */
import { chainOf } from "../../core/chain.js";
import { short } from "../../core/number.js";
import { keysIn, sentence } from "../../core/sentence.js";
import { cellText } from "../../core/symbol.js";
import { known } from "../state.js";
import { first } from "../words.js";

/** @param {Trace} trace @param {Cell} cell */
export function ask(trace, cell) {
  return first(keys(trace, cell, "ask"), values(trace, cell));
}

/** @param {Trace} trace @param {Cell} cell @param {number} shown */
export function why(trace, cell, shown) {
  const chain = trace.tensor(cell.tensor).kind === "gradient" ? chainOf(trace, cell, shown) : null;
  const delta = chain && known(chain.delta.tensor) ? chain.delta : null;
  const filled = {
    ...values(trace, cell),
    delta: delta ? short(trace.value(delta.tensor, delta.cell)) : "…",
  };
  // Where the activation mixes its cells, δ comes in one piece.
  const direct = chain?.factors[0].role === "d_z" && chain.factors[1].cell;
  return first([...(direct ? [`why.direct`] : []), ...keys(trace, cell, "why")], filled);
}

/** @param {Trace} trace @param {Cell} cell @param {"ask" | "why"} chapter */
function keys(trace, cell, chapter) {
  const step = trace.steps[trace.writer.get(cell.tensor) ?? -1];
  if (step) return keysIn(step, chapter);
  return [`${chapter}.given.${trace.tensor(cell.tensor).role}`, `${chapter}.given`];
}

/** @param {Trace} trace @param {Cell} cell */
function values(trace, cell) {
  const step = trace.steps[trace.writer.get(cell.tensor) ?? -1] ?? null;
  const { of } = trace.tensor(cell.tensor);
  return {
    ...sentence(trace, step).values,
    symbol: cellText(trace, cell),
    of: cellText(trace, { tensor: of ?? cell.tensor, cell: cell.cell }),
  };
}
