/**
 * Very many wires, painted a part in each frame on a canvas that nobody sees, and shown when all are
 * there: in one go they would take longer than a frame. Who asks again meanwhile comes next.
 * @typedef {{canvas: HTMLCanvasElement, size: {width: number, height: number},
 *   items: any[], paint: (ctx: CanvasRenderingContext2D, item: any) => void}} Work
 */
import { fit } from "./canvas.js";

/** Milliseconds of a frame for it, and wires between two looks at the clock. */
const BUDGET = 5;
const FEW = 40;

/** @type {Work | null} */
let next = null;
let busy = false;
let hidden = /** @type {HTMLCanvasElement | null} */ (null);

/** @param {Work} work */
export function paintInParts(work) {
  next = work;
  if (!busy) begin();
}

/** What is waiting is no longer wanted. */
export function forget() {
  next = null;
}

function begin() {
  const work = next;
  next = null;
  busy = !!work;
  if (!work) return;
  hidden ??= document.createElement("canvas");
  // Read back now and then, so that it is painted at once and not all together at the end.
  hidden.getContext("2d", { willReadFrequently: true });
  part(work, fit(hidden, work.size), 0);
}

/** @param {Work} work @param {CanvasRenderingContext2D} ctx @param {number} from */
function part(work, ctx, from) {
  const start = performance.now();
  let k = from;
  while (k < work.items.length && performance.now() - start < BUDGET) {
    const end = Math.min(k + FEW, work.items.length);
    for (; k < end; k++) work.paint(ctx, work.items[k]);
    ctx.getImageData(0, 0, 1, 1);
  }
  if (k < work.items.length) requestAnimationFrame(() => part(work, ctx, k));
  else {
    show(work, ctx.canvas);
    begin();
  }
}

/** @param {Work} work @param {HTMLCanvasElement} painted */
function show({ canvas, size }, painted) {
  const ctx = fit(canvas, size);
  ctx.globalAlpha = 1;
  ctx.drawImage(painted, 0, 0, size.width, size.height);
}
