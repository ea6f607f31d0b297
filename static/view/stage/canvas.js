/** A canvas as large as the stage, sharp on every screen and on paper. */
import { DENSE, printing } from "../ui/printing.js";

/** Fit the canvas and hand out a cleared context in CSS pixels. @param {HTMLCanvasElement} canvas
 * @param {{width: number, height: number}} size @returns {CanvasRenderingContext2D} */
export function fit(canvas, { width, height }) {
  const ratio = printing.value ? DENSE : globalThis.devicePixelRatio || 1;
  const w = Math.round(width * ratio);
  const h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.lineCap = "round";
  return ctx;
}
