/** The name of each column: input, hidden or output, with its activation. */
import { plain } from "../../core/symbol.js";
import { html } from "../../vendor/preact.js";
import { network } from "../network.js";
import { kindName } from "../build/names.js";
import { picture } from "./picture.js";
import { t } from "../words.js";

/** What a name with an activation needs; where there is less, the activation stands alone. */
const WIDE = 96;

export function Titles() {
  const at = picture.value;
  const current = network.value;
  if (!at || !current) return null;
  const last = at.columns.length - 1;
  const places = [...new Set(at.columns.map(({ x }) => x))].sort((a, b) => a - b);
  const room = Math.min(at.width, ...places.slice(1).map((x, k) => x - places[k]));
  const crowded = room < WIDE * at.scale;
  return at.columns.map((column, c) => {
    const ops = column.ops.map((k) => current.ops[k]);
    const phi = ops.map((op) => op.phi).find(Boolean);
    const plainly = phi ? undefined : ops.findLast((op) => op.family === "layer");
    const hidden = plainly ? kindName(plainly.kind) : t("stage.hidden");
    const name = c === 0 ? t("stage.input") : c === last ? t("stage.output") : hidden;
    return html`<h2
      class="eyebrow title"
      key=${c}
      style=${{ left: `${column.x}px`, top: `${column.head}px`, maxWidth: `${room}px` }}
    >
      ${!(crowded && phi) && name}${phi && html`${!crowded && " · "}<span class="phi">${plain(phi)}</span>`}
    </h2>`;
  });
}
