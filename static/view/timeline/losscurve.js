/**
 * The loss over every iteration so far. Dragging along it goes back in time.
 * @import { Line } from "../../core/line.js"
 * @import { Point } from "../../core/record.js"
 * @import { Extent } from "../../core/losscurve.js"
 */
import { firstOf, trained } from "../../core/line.js";
import { across, down, extentOf, pieces } from "../../core/losscurve.js";
import { computed, effect, html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { other } from "../branches.js";
import { fit } from "../stage/canvas.js";
import { colours } from "../stage/colours.js";
import { added, coarse, line, logarithmic, trace } from "../state.js";
import { halt } from "../train.js";
import { goToIteration, passBy } from "../travel.js";
import { t } from "../words.js";
import { place, scores, told } from "./told.js";

const loss = (/** @type {Point} */ point) => point.loss;
const testLoss = (/** @type {Point} */ point) => point.test?.loss;

/** Where the curves lie, those of the line and of the one beside it. */
const extent = computed(() => {
  void added.value;
  const lists = [line.value, other.value].flatMap((one) => (one ? [one.record.points] : []));
  return extentOf(lists, [loss, testLoss], logarithmic.value);
});

export function LossCurve() {
  const now = line.value;
  if (!now || !trace.value) return null;
  void added.value;
  if (!trained(now) && !(other.value && trained(other.value))) {
    return coarse.value ? html`<p class="losscurve-empty">${t("train.empty")}</p>` : null;
  }
  return html`<div class="losscurve" data-tall=${coarse.value || undefined}>
    <${Canvas} />
    <${Scrubber} now=${now} />
    <${Label} />
  </div>`;
}

function Canvas() {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const room = useRef(signal({ width: 0, height: 0 })).current;
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => (room.value = entry.contentRect));
    observer.observe(/** @type {HTMLDivElement} */ (host.current));
    const stop = effect(() => {
      const { width, height } = room.value;
      if (width && canvas.current) paint(fit(canvas.current, { width, height }), { width, height });
    });
    return () => {
      observer.disconnect();
      stop();
    };
  }, []);
  return html`<div class="losscurve-canvas" ref=${host}>
    <canvas ref=${canvas} aria-hidden="true"></canvas>
  </div>`;
}

/** @param {CanvasRenderingContext2D} ctx @param {{width: number, height: number}} box */
function paint(ctx, box) {
  const [now, beside, at, ink] = [line.value, other.value, trace.value, colours.value];
  if (!now || !at) return;
  if (beside) draw(ctx, beside.record.points, loss, box, ink["ink-3"], 1.25, []);
  draw(ctx, now.record.points, testLoss, box, ink.loss, 1.25, [3, 3]);
  draw(ctx, now.record.points, loss, box, ink.loss, 2, []);
  const { iteration } = at.document;
  const x = Math.round(across(iteration, extent.value, box)) + 0.5;
  ctx.setLineDash([]);
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, 0);
  ctx.lineTo(x, box.height);
  ctx.stroke();
  const point = now.record.at(iteration);
  if (typeof point?.loss !== "number") return;
  ctx.fillStyle = ink.loss;
  ctx.beginPath();
  ctx.arc(x, down(point.loss, extent.value, box), 4, 0, Math.PI * 2);
  ctx.fill();
}

/** @param {CanvasRenderingContext2D} ctx @param {Point[]} points
 * @param {(point: Point) => number | null | undefined} pick
 * @param {{width: number, height: number}} box @param {string} colour @param {number} width
 * @param {number[]} dash */
function draw(ctx, points, pick, box, colour, width, dash) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  for (const piece of pieces(points, pick, extent.value, box)) {
    ctx.beginPath();
    piece.forEach(({ x, y }, k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.stroke();
  }
}

/** @param {{now: Line}} props */
function Scrubber({ now }) {
  const { iteration } = /** @type {any} */ (trace.value).document;
  const { from, to } = /** @type {Extent} */ (extent.value);
  const go = async (/** @type {any} */ event) => {
    const wanted = Math.max(Number(event.currentTarget.value), firstOf(now));
    await halt();
    passBy(wanted);
  };
  const arrive = (/** @type {any} */ event) =>
    goToIteration(
      Math.max(Number(event.currentTarget.value), firstOf(now)),
      coarse.value ? undefined : 0,
    );
  return html`<input
    type="range"
    class="losscurve-scrub"
    min=${from}
    max=${Math.max(to, iteration)}
    step="1"
    value=${iteration}
    aria-label=${t("train.scrub")}
    aria-valuetext=${told.value}
    onInput=${go}
    onChange=${arrive}
  />`;
}

/** Where we are, beside the marker. */
function Label() {
  const { iteration } = /** @type {any} */ (trace.value).document;
  const share = across(iteration, extent.value, { width: 100, height: 0 });
  const style = share > 55 ? { right: `${100 - share}%` } : { left: `${share}%` };
  return html`<span class="losscurve-label" style=${style} aria-hidden="true">
    <span class="not-phone">${place.value}${scores.value && " · "}</span>${scores.value}
  </span>`;
}
