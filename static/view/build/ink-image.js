/** An input that is an image, as ink on paper: the darker, the larger. */
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { colours } from "../stage/colours.js";

/** @param {{values: any, shape: number[], side: number, label?: string}} props  shape: channels (the
 * first is seen), rows, columns; side: pixels; label: what it shows, if that is not said beside it */
export function Ink({ values, shape: [, high, wide], side, label }) {
  const ref = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const ink = colours.value.ink;
  useEffect(() => {
    const context = ref.current?.getContext("2d");
    if (context) paint(context, values.flat(Infinity).slice(0, high * wide), wide, ink);
  }, [values, ink]);
  const look = { width: `${side}px`, height: `${(side * high) / wide}px` };
  const said = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return html`<canvas
    class="ink"
    ref=${ref}
    width=${wide}
    height=${high}
    style=${look}
    ...${said}
  ></canvas>`;
}

/** @param {CanvasRenderingContext2D} context @param {number[]} values @param {number} wide
 * @param {string} ink */
function paint(context, values, wide, ink) {
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  context.clearRect(0, 0, wide, values.length / wide);
  context.fillStyle = ink;
  values.forEach((v, k) => {
    context.globalAlpha = high > low ? (v - low) / (high - low) : 0;
    context.fillRect(k % wide, Math.floor(k / wide), 1, 1);
  });
}
