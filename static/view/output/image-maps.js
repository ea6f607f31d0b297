/** A tensor of images (channels, rows, columns) of the example on show, painted side by side. */
import { largest } from "../../core/data/magnitude.js";
import { ramp, shade } from "../../core/picture/colormap.js";
import { cellShape, size } from "../../core/data/trace.js";
import { effect, html, useEffect, useRef } from "../../vendor/preact.js";
import { shown, trace } from "../control/state.js";
import { colours } from "../stage/colours.js";
import { t } from "../ui/words.js";

const GAP = 6;

/** @param {{tensor: string, shape: number[], side: number, input?: boolean}} props input: where all
 * is positive, as ink is, it is painted as ink */
export function ImageMaps({ tensor, shape, side, input = false }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [channels, high, wide] = shape;
  useEffect(
    () =>
      effect(() => {
        const now = trace.value;
        if (!now?.has(tensor)) return;
        const each = size(cellShape(now.tensor(tensor)));
        const all = now.view(tensor).subarray(shown.value * each, (shown.value + 1) * each);
        const most = largest(all);
        const ink = input && all.every((v) => v >= 0) ? inks() : ramp(colours.value);
        const canvases = /** @type {HTMLElement} */ (ref.current).querySelectorAll("canvas");
        canvases.forEach((canvas, c) => {
          const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
          const values = Float32Array.from(all.subarray(c * high * wide, (c + 1) * high * wide));
          const data = ctx.createImageData(wide, high);
          const surface = { tensor, cell: [c], low: -most, high: most, values };
          shade(surface, { middle: 0, reach: most }, ink, new Uint32Array(data.data.buffer));
          ctx.putImageData(data, 0, 0);
        });
      }),
    [tensor, `${shape}`],
  );
  const style = { width: `${side}px`, height: `${(side * high) / wide}px` };
  return html`<div
    class="pictures"
    ref=${ref}
    role="img"
    style=${{ gap: `${GAP}px` }}
    aria-label=${t(input ? "output.image" : "output.mapsLabel", { count: channels })}
  >
    ${Array.from({ length: channels }, (_, c) => html`<canvas key=${c} width=${wide} height=${high} style=${style}></canvas>`)}
  </div>`;
}

/** From the panel to ink. */
const inks = () => ramp(inked(colours.value));

/** The same colours every time, so that their ramp is made once. @type {WeakMap<object, any>} */
const made = new WeakMap();

/** @param {Record<string, string>} now */
function inked(now) {
  const found = made.get(now) ?? { ...now, positive: now.ink };
  made.set(now, found);
  return found;
}
