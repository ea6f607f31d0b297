/**
 * The question a cell answers, and why its equation is as it is, in plain words with real symbols.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 */
import { chainOf } from "../../core/explain/chain.js";
import { short } from "../../core/data/number.js";
import { keysIn, sentence } from "../../core/explain/sentence.js";
import { cellSymbol } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { known } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { first } from "../ui/words.js";

/** Stand-ins for what a sentence shows as symbol or number: characters of no language. */
const MARKS = { symbol: "\uE000", of: "\uE001", delta: "\uE002" };

/** @param {Trace} trace @param {Cell} cell */
export function ask(trace, cell) {
  return say(trace, cell, keys(trace, cell, "ask."), null);
}

/** @param {Trace} trace @param {Cell} cell @param {number} shown */
export function why(trace, cell, shown) {
  const chain = trace.tensor(cell.tensor).kind === "gradient" ? chainOf(trace, cell, shown) : null;
  // Where the activation mixes its cells, δ comes in one piece.
  const direct = chain?.factors[0].part === "delta" && chain.factors[1].cell;
  const all = [...(direct ? ["why.direct"] : []), ...keys(trace, cell, "why.")];
  return say(trace, cell, all, chain?.delta ?? null);
}

/** @param {Trace} trace @param {Cell} cell @param {"ask." | "why."} chapter */
function keys(trace, cell, chapter) {
  const step = trace.steps[trace.writer.get(cell.tensor) ?? -1];
  if (step) return keysIn(step, chapter);
  const { role, role_kind: kind } = trace.tensor(cell.tensor);
  return [`${kind}.${role}`, kind].map((key) => `${chapter}given.${key}`).concat(`${chapter}given`);
}

/** @param {Trace} trace @param {Cell} cell @param {string[]} all @param {Cell | null} delta */
function say(trace, cell, all, delta) {
  const step = trace.steps[trace.writer.get(cell.tensor) ?? -1] ?? null;
  const text = first(all, { ...sentence(trace, step).values, ...MARKS });
  const of = { tensor: trace.tensor(cell.tensor).of ?? cell.tensor, cell: cell.cell };
  return text.split(/([\uE000-\uE002])/).map((piece) => {
    if (piece === MARKS.symbol)
      return html`<${Tex} class="word" tex=${cellSymbol(trace, cell)} flat />`;
    if (piece === MARKS.of) return html`<${Tex} class="word" tex=${cellSymbol(trace, of)} />`;
    if (piece !== MARKS.delta) return piece;
    if (!delta || !known(delta.tensor)) return "…";
    const value = short(trace.value(delta.tensor, delta.cell));
    const at = { "data-tensor": delta.tensor, "data-cell": delta.cell.join("-") };
    return html`<strong class="operand gradient" ...${at}>${value}</strong>`;
  });
}
