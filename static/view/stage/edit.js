/**
 * A field at a chosen thing that is given: a weight, a bias, an input, a target. What is typed is
 * applied at once, and everything follows.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Layout } from "../../core/picture/layout.js"
 */
import { writtenValue } from "../../core/data/form.js";
import { withNumber } from "../../core/data/transfer-parameters.js";
import { inPlace } from "../../core/data/layers.js";
import { givenBehind, isGiven, stepped, withCell } from "../../core/data/parameters.js";
import { sameCell } from "../../core/data/trace.js";
import { cellText } from "../../core/explain/symbol.js";
import { html, useRef } from "../../vendor/preact.js";
import { rebuild } from "../build/apply-edit.js";
import { NumberInput } from "../build/number.js";
import { Refusal } from "../build/refusal.js";
import { part } from "../lessons/course.js";
import { checking } from "../grading/answers-state.js";
import { shows } from "../ui/hidden-parts.js";
import { Icon } from "../ui/icon.js";
import { line, selected, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { usePlace } from "./beside.js";
import { bare, picture } from "./layout-state.js";
import { Sym } from "./symbol.js";

const STEP = 0.1;

export function Edit() {
  const current = trace.value;
  const at = picture.value;
  const cell = current && selected.value && givenBehind(current, selected.value);
  if (!current || !at || !cell || !isGiven(current, cell) || !shows("edit")) return null;
  if (checking.value) return null; // numbers of one's own are entered there
  // What a lesson has chosen is to be seen: where a panel leaves little room, the field waits for a finger.
  const [tensor, own] = part.value?.cell ?? [];
  if (bare.value && tensor && own && sameCell({ tensor, cell: own }, cell)) return null;
  return html`<${Popover}
    key=${`${cell.tensor}:${cell.cell}`}
    current=${current}
    at=${at}
    cell=${cell}
  />`;
}

/** @param {{current: Trace, at: Layout, cell: Cell}} props */
function Popover({ current, at, cell }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const path = ["stage", cell.tensor, ...cell.cell];
  const value = current.value(cell.tensor, cell.cell);
  const style = usePlace(ref, at, cell, writtenValue(value).length);
  const name = cellText(current, cell);
  const put = async (/** @type {any} */ _, /** @type {number} */ x) => set(cell, () => x);
  const by = (/** @type {number} */ step) => () => set(cell, (x) => stepped(x, step));
  /** @param {string} icon @param {number} step @param {string} words */
  const button = (icon, step, words) =>
    html`<button aria-label=${words} title=${words} onClick=${by(step)}>
      <${Icon} name=${icon} />
    </button>`;
  return html`<div
    class="edit"
    ref=${ref}
    role="group"
    aria-label=${t("edit.title", { name })}
    style=${style}
  >
    <div class="stepper">
      <label for="edit-value"><${Sym} cell=${cell} /></label>
      ${button("minus", -STEP, t("edit.less"))}
      <${NumberInput}
        id="edit-value"
        path=${path}
        value=${value}
        put=${put}
        nudge
        onLeave=${leave}
      />
      ${button("plus", STEP, t("edit.more"))}
    </div>
    <${Refusal} path=${path} id="edit-value" />
  </div>`;
}

/** Another number for a given thing. A parameter's number is its initial value at the beginning; later
 * it is what the run goes on with from here.
 * @param {Cell} cell @param {(now: number) => number} make
 * @param {import("../../core/data/history.js").History<any>} [since] with what has changed since then it
 *   is one change */
export function set(cell, make, since) {
  const path = ["stage", cell.tensor, ...cell.cell];
  return rebuild((now) => {
    const value = make(now.value(cell.tensor, cell.cell));
    const later = now.document.iteration > 0 || !!line.value?.start;
    if (!later || now.tensor(cell.tensor).kind !== "parameter")
      return { ...inPlace(withCell(now, cell, value)), since };
    return { ...inPlace(now.document.experiment), values: withNumber(now, cell, value), since };
  }, path);
}

/** Back to the thing itself; it stays chosen. */
function leave() {
  const thing = document.querySelector(".stage [aria-pressed=true]");
  if (thing instanceof HTMLElement) thing.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
