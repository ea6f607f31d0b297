/** The symbol of a cell on the stage, as the panel and the list have it: its letter with its index and
 * its layer. Which example it is of is said once for all.
 * @import { Cell } from "../../core/data/trace.js" */
import { ownName } from "../../core/explain/own-name.js";
import { label } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";

/** @param {{cell: Cell}} props */
export function Sym({ cell }) {
  const current = network.value; // a symbol is the same in every moment
  if (!current) return null;
  const own = ownName(current, cell);
  if (own) return html`<span class="sym">${own}</span>`;
  const { letter, index, layer } = label(current, cell);
  const scripts = layer
    ? html`<span class="scripts"><sub>${index}</sub><sup>(${layer})</sup></span>`
    : index && html`<sub>${index}</sub>`;
  return html`<span class="sym">${letter}${scripts}</span>`;
}
