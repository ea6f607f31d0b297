/**
 * A given number changed by dragging its thing on the stage: sideways, or up and down. All follows
 * at once; the whole drag is one change.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { dragged, FINE } from "../../core/picture/drag.js";
import { short } from "../../core/data/number.js";
import { isGiven } from "../../core/data/parameters.js";
import { html, signal } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { shows } from "../ui/hidden-parts.js";
import { history, selected, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { later } from "../ui/later.js";
import { Sym } from "./symbol.js";

/** Pixels after which a press is no click any more; a finger is less steady. */
const CLICK = { mouse: 4, pen: 6, touch: 9 };

/** What is dragged, and where the pointer is on the page. @type {import("../../vendor/preact.js").
 *   Signal<{cell: Cell, x: number, y: number, keys: boolean} | null>} */
export const dragging = signal(null);

/** What a thing with a given number needs to be dragged. @param {Cell} cell */
export function grip(cell) {
  if (!shows("edit") || !network.value || !isGiven(network.value, cell)) return {};
  const press = (/** @type {PointerEvent} */ event) => grab(cell, event);
  return { onPointerDown: press, "data-given": true, title: t("drag.title") };
}

/** Pressed on a given number: it follows the pointer until that is lifted. @param {Cell} cell
 * @param {PointerEvent} event */
export function grab(cell, event) {
  const stage = /** @type {Element} */ (event.target).closest(".stage");
  if (!shows("edit") || !stage || !trace.value || event.button !== 0 || !event.isPrimary) return;
  const change = changing(cell, trace.value.value(cell.tensor, cell.cell));
  const keys = event.pointerType === "mouse";
  let last = { x: event.clientX, y: event.clientY };
  let pixels = 0;
  const listening = new AbortController();
  const options = { signal: listening.signal, capture: true };

  addEventListener("pointermove", move, options);
  addEventListener("pointerup", () => end(true), options);
  addEventListener("pointercancel", () => end(true), options);
  addEventListener("keydown", press, options);

  /** @param {PointerEvent} now */
  function move({ clientX: x, clientY: y, shiftKey, pointerId }) {
    if (pointerId !== event.pointerId) return;
    const far = Math.hypot(x - last.x, y - last.y);
    if (!dragging.value && far < CLICK[/** @type {"mouse"} */ (event.pointerType)]) return;
    if (!dragging.value) stage?.setPointerCapture(pointerId);
    pixels += (x - last.x - (y - last.y)) * (shiftKey ? FINE : 1);
    last = { x, y };
    dragging.value = { cell, x, y, keys };
    change.to(pixels, shiftKey);
  }

  /** @param {KeyboardEvent} pressed */
  function press(pressed) {
    if (pressed.key !== "Escape" || !dragging.value) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    end(false);
  }

  /** @param {boolean} keep */
  function end(keep) {
    listening.abort();
    if (!dragging.value) return;
    dragging.value = null;
    swallowClick();
    change.end(keep);
  }
}

/** One change made of many: while one number is computed only the newest waits, and it waits where
 * all that is pressed does. @param {Cell} cell @param {number} start */
function changing(cell, start) {
  const before = history.value;
  let wanted = start;
  let sent = start;
  let refused = false;
  let waits = false;
  let last = Promise.resolve();
  const follow = async () => {
    waits = true;
    const now = () => {
      waits = false;
      return (sent = wanted);
    };
    refused = !(await later("set")(cell, now, before));
  };
  return {
    to: (/** @type {number} */ pixels, /** @type {boolean} */ fine) => {
      wanted = dragged(start, pixels, fine);
      if (!waits && wanted !== sent) last = follow();
    },
    /** @param {boolean} keep or else all is as it was */
    end: async (keep) => {
      if (!keep) wanted = sent; // what is not yet asked for is not asked for any more
      await last;
      if (refused && keep) selected.value = cell; // there it is told why
      if (history.value !== before && (!keep || wanted === start)) await later("goBack")(before);
    },
  };
}

/** The click that a drag ends with means nothing; one that is pressed anew does. */
function swallowClick() {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  const stop = (/** @type {Event} */ event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener("click", stop, options);
  addEventListener("pointerdown", () => listening.abort(), options);
  setTimeout(() => listening.abort(), 60);
}

/** The number beside the pointer. */
export function Dragged() {
  const now = dragging.value;
  if (!now || !trace.value) return null;
  const { cell, x, y, keys } = now;
  return html`<p
    class="tooltip dragged"
    aria-hidden="true"
    style=${{ left: `clamp(5rem, ${x}px, calc(100vw - 5rem))`, top: `${y}px` }}
  >
    <span><${Sym} cell=${cell} /> <b>${short(trace.value.value(cell.tensor, cell.cell))}</b></span>
    ${keys && html`<small>${t("drag.keys")}</small>`}
  </p>`;
}
