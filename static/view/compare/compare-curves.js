/** The loss of two lines over their iterations, in one picture. */
import { short } from "../../core/data/number.js";
import { across, extentOf, pieces } from "../../core/picture/loss-curve.js";
import { effect, html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { fit } from "../stage/canvas.js";
import { colours } from "../stage/colours.js";
import { examplesAdded, logarithmic, trace } from "../control/state.js";
import { t } from "../ui/words.js";

/** @import { Line } from "../../core/data/run.js"
 * @import { Point } from "../../core/data/record.js" */

const HEIGHT = 150;
const loss = (/** @type {Point} */ point) => point.loss;

/** @param {{now: Line, then: Line}} props */
export function Curves({ now, then }) {
  const ref = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const width = useRef(signal(0)).current;
  useEffect(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (ref.current);
    const host = /** @type {HTMLElement} */ (canvas.parentElement);
    const observer = new ResizeObserver(([entry]) => (width.value = entry.contentRect.width));
    observer.observe(host);
    const stop = effect(() => {
      if (width.value)
        paint(fit(canvas, { width: width.value, height: HEIGHT }), width.value, now, then);
    });
    return () => {
      observer.disconnect();
      stop();
    };
  }, [now, then]);
  void examplesAdded.value;
  const { from, to, high } = extentOf([now.record.points, then.record.points], [loss], false);
  return html`<figure class="compare-curves">
    <figcaption class="eyebrow">${t("compare.curves")}</figcaption>
    <div>
      <canvas
        ref=${ref}
        role="img"
        aria-label=${t("compare.curves.what", { from, to, high: short(high) })}
      ></canvas>
    </div>
  </figure>`;
}

/** @param {CanvasRenderingContext2D} ctx @param {number} width @param {Line} now @param {Line} then */
function paint(ctx, width, now, then) {
  void examplesAdded.value;
  const ink = colours.value;
  const box = { width, height: HEIGHT };
  const extent = extentOf([now.record.points, then.record.points], [loss], logarithmic.value);
  ctx.strokeStyle = ink.line;
  ctx.lineWidth = 1;
  const x = across(trace.value?.document.iteration ?? 0, extent, box);
  ctx.strokeRect(x, -2, 0, HEIGHT + 4);
  // As in the curve under the stage: the other branch is thin and grey; dashes are for test examples.
  for (const { one, colour, thick } of [
    { one: then, colour: ink["ink-2"], thick: 1.25 },
    { one: now, colour: ink.loss, thick: 2 },
  ]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = thick;
    for (const piece of pieces(one.record, loss, extent, box)) {
      ctx.beginPath();
      piece.forEach((p, k) => (k ? ctx.lineTo(p.x, p.y) : ctx.moveTo(p.x, p.y)));
      ctx.stroke();
    }
  }
}
