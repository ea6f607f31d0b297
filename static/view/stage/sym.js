/** The symbol of a cell on the stage: its letter with a small index.
 * @import { Cell } from "../../core/trace.js" */
import { ownName } from "../../core/ownname.js";
import { label } from "../../core/symbol.js";
import { html } from "../../vendor/preact.js";
import { trace } from "../state.js";

/** @param {{cell: Cell}} props */
export function Sym({ cell }) {
  if (!trace.value) return null;
  const own = ownName(trace.value, cell);
  if (own) return html`<span class="sym">${own}</span>`;
  const { letter, index } = label(trace.value, cell);
  return html`<span class="sym">${letter}${index && html`<sub>${index}</sub>`}</span>`;
}
