/** A pad to draw on, with mouse, finger or keys; the strokes are the caller's. */
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { colours } from "../stage/colours.js";
import { t } from "../ui/words.js";

/** @import { Stroke } from "../../core/data/ink.js"
 * @import { Signal } from "../../vendor/preact.js" */

const SIDE = 224;
const PEN = 18;
/** How far an arrow key moves the pen. */
const STEP = 1 / 16;
/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {{strokes: Signal<Stroke[]>}} props */
export function Pad({ strokes }) {
  const ref = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const pen = useRef(/** @type {[number, number]} */ ([0.5, 0.25]));
  const down = useRef(false);
  useEffect(() => {
    const context = ref.current?.getContext("2d");
    if (context) paint(context, strokes.value, colours.value.ink);
  }, [strokes.value, colours.value]);

  /** @param {[number, number]} at @param {boolean} fresh whether a new stroke begins */
  const draw = (at, fresh) => {
    const last = strokes.value.at(-1);
    strokes.value =
      fresh || !last ? [...strokes.value, [at]] : [...strokes.value.slice(0, -1), [...last, at]];
    pen.current = at;
  };
  const place = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, top, width, height } = /** @type {HTMLElement} */ (
      ref.current
    ).getBoundingClientRect();
    return bounded([(clientX - left) / width, (clientY - top) / height]);
  };
  const press = (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) return;
    ref.current?.setPointerCapture(event.pointerId);
    down.current = true;
    draw(place(event), true);
  };
  const move = (/** @type {PointerEvent} */ event) => down.current && draw(place(event), false);
  const lift = () => (down.current = false);
  const key = (/** @type {KeyboardEvent} */ event) => {
    const by = KEYS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !(by || event.key === " ")) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = pen.current;
    const at = bounded([x + (by?.[0] ?? 0) * STEP, y + (by?.[1] ?? 0) * STEP]);
    if (!by || (event.shiftKey && !joins(strokes.value, [x, y]))) draw([x, y], true);
    if (by && event.shiftKey) draw(at, false);
    pen.current = at;
  };
  return html`<canvas
    class="pad"
    ref=${ref}
    width=${SIDE}
    height=${SIDE}
    tabindex="0"
    role="application"
    aria-label=${t("try.pad")}
    aria-describedby="try-how"
    onPointerDown=${press}
    onPointerMove=${move}
    onPointerUp=${lift}
    onPointerCancel=${lift}
    onKeyDown=${key}
  ></canvas>`;
}

/** @param {[number, number]} at @returns {[number, number]} */
const bounded = ([x, y]) => [Math.min(Math.max(x, 0), 1), Math.min(Math.max(y, 0), 1)];

/** Whether the last stroke ends where the pen is. @param {Stroke[]} strokes
 * @param {[number, number]} at */
const joins = (strokes, at) => `${strokes.at(-1)?.at(-1)}` === `${at}`;

/** @param {CanvasRenderingContext2D} context @param {Stroke[]} strokes @param {string} ink */
function paint(context, strokes, ink) {
  context.clearRect(0, 0, SIDE, SIDE);
  context.strokeStyle = ink;
  context.lineWidth = PEN;
  context.lineCap = context.lineJoin = "round";
  for (const [first, ...rest] of strokes) {
    context.beginPath();
    context.moveTo(SIDE * first[0], SIDE * first[1]);
    for (const [x, y] of rest.length ? rest : [first]) context.lineTo(SIDE * x, SIDE * y);
    context.stroke();
  }
}
