/**
 * What a nudge changed, in the order in which the change arrived, down to the loss.
 * @import { Nudge } from "./nudged.js"
 */
import { signed } from "../../core/data/number.js";
import { cellText, letterOf } from "../../core/explain/symbol.js";
import { size } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { arrived } from "./ripple.js";

/** @param {{found: Nudge}} props */
export function Wave({ found: { changed } }) {
  const current = trace.value;
  if (!current) return null;
  const reached = arrived.value;
  return html`<figure class="wave">
    <figcaption class="caption">${t("nudge.wave")}</figcaption>
    <ol>
      ${changed.map(({ tensor, cells, largest, cell }, k) => {
        const all = size(current.tensor(tensor).shape);
        const at = { tensor, cell };
        return html`<li
          key=${tensor}
          data-reached=${k < reached || undefined}
          data-tensor=${tensor}
          data-cell=${cells === 1 ? cell.join("-") : ""}
        >
          <span
            >${cells === 1 ? cellText(current, at) : t("nudge.cells", { letter: letterOf(current, tensor), layer: current.tensor(tensor).layer ?? "", cells, all })}</span
          >
          <b>${signed(largest)}</b>
        </li>`;
      })}
    </ol>
  </figure>`;
}
