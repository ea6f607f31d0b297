/** The name of each column: input, hidden or output, with its activation. */
import { plain } from "../../core/symbol.js";
import { html } from "../../vendor/preact.js";
import { network } from "../network.js";
import { picture } from "./picture.js";
import { t } from "../words.js";

/** What a name with an activation needs; where there is less, the activation stands alone. */
const WIDE = 96;

export function Titles() {
  const at = picture.value;
  const current = network.value;
  if (!at || !current) return null;
  const last = at.columns.length - 1;
  const crowded = last > 0 && at.columns[1].x - at.columns[0].x < WIDE * at.scale;
  return at.columns.map((column, c) => {
    const name = t(c === 0 ? "stage.input" : c === last ? "stage.output" : "stage.hidden");
    const phi = column.ops.map((k) => current.ops[k].phi).find(Boolean);
    return html`<h2 class="eyebrow title" key=${c} style=${{ left: `${column.x}px` }}>
      ${!(crowded && phi) && name}${phi && html`${!crowded && " · "}<span class="phi">${plain(phi)}</span>`}
    </h2>`;
  });
}
