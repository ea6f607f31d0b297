/**
 * The remark where an activation and the loss behind it together give a − y.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { together } from "../../core/explain/chain.js";
import { inNumbers, inSymbols, symbol } from "../../core/explain/formula.js";
import { html } from "../../vendor/preact.js";
import { known, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { first, has } from "../ui/words.js";

/** @param {{cell: Cell}} props */
export function Together({ cell }) {
  const current = trace.value;
  const found = current && together(current, cell);
  if (!found || !has(found.key)) return null;
  const { a, y, share } = found;
  /** @type {import("../../core/explain/terms.js").Filled[]} */
  const difference = [{ cell: a, role: "" }, " - ", { cell: y, role: "" }];
  const parts =
    share === 1
      ? difference
      : [String.raw`\tfrac{1}{${share}} \left(`, ...difference, String.raw`\right)`];
  return html`<div class="note">
    <p>${first([found.key])}</p>
    <${Tex} tex=${`${symbol(current, cell)} = ${inSymbols(current, parts)}`} />
    ${known(a.tensor) && html`<${Tex} tex=${`{}= ${inNumbers(current, parts)}`} />`}
  </div>`;
}
