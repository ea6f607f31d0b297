/** Where a run left the finite numbers, and from which numbers that cell was computed. */
import { exact, short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";

/** @import { Operand, Trace } from "../../core/data/trace.js" */

const WRITTEN = { inf: "∞", "-inf": "−∞", nan: "NaN" };
/** They come in the order of their size: of a long sum the first tell why it overflowed. */
const SHOWN = 4;

/** @param {{trace: Trace}} props */
export function DivergedNote({ trace }) {
  const { diverged } = trace.document;
  if (!diverged) return null;
  const { iteration, step, value, operands } = diverged;
  const place = {
    number: iteration + 1,
    step: step + 1,
    symbol: cellText(trace, diverged),
    value: WRITTEN[value],
  };
  return html`<div class="note diverged" role="status">
    <p>${t("iteration.diverged", place)}</p>
    <p id="diverged-from">${t("iteration.diverged.from", place)}</p>
    <ul aria-labelledby="diverged-from">
      ${operands.slice(0, SHOWN).map((one) => html`<${Line} trace=${trace} operand=${one} />`)}
      ${operands.length > SHOWN && html`<li>…</li>`}
    </ul>
  </div>`;
}

/** @param {{trace: Trace, operand: Operand}} props */
function Line({ trace, operand }) {
  const { value } = operand;
  return html`<li>
    ${`${cellText(trace, operand)} = `}<data value=${value} title=${exact(value)}
      >${short(value)}</data
    >
  </li>`;
}
