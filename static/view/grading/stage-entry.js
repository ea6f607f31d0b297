/** A field at the place of a chosen number on the stage, for one's own. */
import { atSamePlace } from "../../core/explain/focus.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html, useRef, useState } from "../../vendor/preact.js";
import { selected, shown, trace } from "../control/state.js";
import { usePlace } from "../stage/beside.js";
import { picture } from "../stage/layout-state.js";
import { t } from "../ui/words.js";
import { checking } from "./answers-state.js";
import { EntryField } from "./tensor-fields.js";

/** @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Layout } from "../../core/picture/layout.js" */

export function StageEntry() {
  const [now, at, chosen] = [trace.value, picture.value, selected.value];
  if (!checking.value || !now || !at || !chosen) return null;
  const all = atSamePlace(now, chosen, shown.value).filter(({ tensor }) => now.writer.has(tensor));
  if (!all.length) return null;
  const key = `${all[0].tensor} ${all[0].cell}`;
  return html`<${Popover} key=${key} now=${now} at=${at} chosen=${chosen} all=${all} />`;
}

/** @param {{now: Trace, at: Layout, chosen: Cell, all: Cell[]}} props */
function Popover({ now, at, chosen, all }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const first = all.findIndex((one) => sameCell(one, chosen));
  const [which, setWhich] = useState(Math.max(first, 0));
  const style = usePlace(ref, at, chosen);
  return html`<div
    class="edit stage-entry"
    ref=${ref}
    role="group"
    aria-label=${t("check.here")}
    style=${style}
  >
    ${
      all.length > 1 &&
      html`<select
        class="select"
        aria-label=${t("check.which")}
        value=${which}
        onChange=${(/** @type {any} */ e) => setWhich(Number(e.currentTarget.value))}
      >
        ${all.map((one, k) => html`<option key=${one.tensor} value=${k} selected=${k === which}>${cellText(now, one)}</option>`)}
      </select>`
    }
    <${EntryField}
      key=${all[which].tensor}
      at=${all[which]}
      id="entry-here"
      bare=${all.length > 1}
    />
  </div>`;
}
