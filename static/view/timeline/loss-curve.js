/**
 * The loss over every iteration so far. Dragging along it goes back in time.
 * @import { Line } from "../../core/data/run.js"
 * @import { Point, Record } from "../../core/data/record.js"
 * @import { Extent } from "../../core/picture/loss-curve.js"
 */
import { lossAxes } from "../../core/picture/loss-axes.js";
import { firstOf, trained } from "../../core/data/run.js";
import { ABOVE, across, down, extentOf, pieces } from "../../core/picture/loss-curve.js";
import { tiny } from "../../core/data/number.js";
import { computed, effect, html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { other } from "../control/runs-list.js";
import { fit } from "../stage/canvas.js";
import { colours } from "../stage/colours.js";
import { examplesAdded, coarseTime, line, logarithmic, trace, training } from "../control/state.js";
import { halt } from "../control/train.js";
import { goToIteration, passBy } from "../control/navigate.js";
import { t } from "../ui/words.js";
import { place, momentPlace, scores, scoresOf, told } from "./moment-words.js";

/** Half of the slider's thumb, in pixels: so far the curve stays from both ends of the slider. */
const AIR = 8;

const loss = (/** @type {Point} */ point) => point.loss;
const testLoss = (/** @type {Point} */ point) => point.test?.loss;

/** The size of the canvas. */
const room = signal({ width: 0, height: 0 });
/** The iteration under the pointer, whose loss is read out; null: that of the moment on show. */
const read = signal(/** @type {number | null} */ (null));

/** Where the curves lie, those of the line and of the one beside it. */
const extent = computed(() => {
  void examplesAdded.value;
  const lists = [line.value, other.value].flatMap((one) => (one ? [one.record.points] : []));
  return extentOf(lists, [loss, testLoss], logarithmic.value);
});

export function LossCurve() {
  const now = line.value;
  if (!now || !trace.value) return null;
  void examplesAdded.value;
  const tall = coarseTime.value || undefined;
  if (!trained(now) && !(other.value && trained(other.value))) {
    // Its place is taken at once, so that the stage finds its size before the first moment comes.
    if (training.value) return html`<div class="losscurve" data-tall=${tall}></div>`;
    return coarseTime.value ? html`<p class="losscurve-empty">${t("train.empty")}</p>` : null;
  }
  return html`<div class="losscurve" data-tall=${tall}>
    <div class="losscurve-plot">
      <${Canvas} />
      <${Axes} />
      <${Scrubber} now=${now} />
      <${Label} />
    </div>
  </div>`;
}

/** Numbers along both axes, drawn as text over the canvas. */
function Axes() {
  const { losses, iterations } = lossAxes(extent.value, room.value);
  return html`<div class="losscurve-axes" aria-hidden="true">
    ${losses.map(
      ({ value, at }) =>
        html`<span class="loss" key=${`loss ${value}`} style=${{ top: `${at}px` }}
          >${tiny(value)}</span
        >`,
    )}
    ${iterations.map(
      ({ value, label }) =>
        html`<span class="iterations" key=${value} style=${{ left: `${label}px` }}>${value}</span>`,
    )}
  </div>`;
}

function Canvas() {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
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
  const { losses } = lossAxes(extent.value, box);
  ctx.strokeStyle = ink.line;
  ctx.lineWidth = 1;
  for (const { at: y } of losses) ctx.strokeRect(0, Math.round(y) + 0.5, box.width, 0);
  if (beside) draw(ctx, beside.record, loss, box, ink["ink-3"], 1.25, []);
  draw(ctx, now.record, testLoss, box, ink.loss, 1.25, [3, 3]);
  draw(ctx, now.record, loss, box, ink.loss, 2, []);
  const { iteration } = at.document;
  ctx.setLineDash([]);
  ctx.lineWidth = 1;
  const under = read.value === null ? null : now.record.at(read.value);
  if (under) upright(ctx, under.iteration, box, ink["line-2"]);
  upright(ctx, iteration, box, ink.ink);
  const point = now.record.at(iteration);
  if (typeof point?.loss !== "number") return;
  ctx.fillStyle = ink.loss;
  ctx.beginPath();
  ctx.arc(
    across(iteration, extent.value, box),
    down(point.loss, extent.value, box),
    4,
    0,
    Math.PI * 2,
  );
  ctx.fill();
}

/** A line at an iteration. @param {CanvasRenderingContext2D} ctx @param {number} iteration
 * @param {{width: number, height: number}} box @param {string} colour */
function upright(ctx, iteration, box, colour) {
  const x = Math.round(across(iteration, extent.value, box)) + 0.5;
  ctx.strokeStyle = colour;
  ctx.beginPath();
  ctx.moveTo(x, ABOVE);
  ctx.lineTo(x, box.height);
  ctx.stroke();
}

/** @param {CanvasRenderingContext2D} ctx @param {Record} record
 * @param {(point: Point) => number | null | undefined} pick
 * @param {{width: number, height: number}} box @param {string} colour @param {number} width
 * @param {number[]} dash */
function draw(ctx, record, pick, box, colour, width, dash) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  for (const piece of pieces(record, pick, extent.value, box)) {
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
      coarseTime.value ? undefined : 0,
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
    onPointerMove=${readOut}
    onPointerLeave=${() => (read.value = null)}
    onInput=${go}
    onChange=${arrive}
  />`;
}

/** @param {PointerEvent} event */
function readOut({ currentTarget, clientX }) {
  const { left, width } = /** @type {HTMLElement} */ (currentTarget).getBoundingClientRect();
  const { from, to } = extent.value;
  const inner = width - 2 * AIR;
  read.value = Math.round(from + ((clientX - left - AIR) / inner) * (to - from));
}

/** Where we are, or what the curve says under the pointer: a line over the curve. */
function Label() {
  const { iteration } = /** @type {any} */ (trace.value).document;
  const under = read.value === null ? null : line.value?.record.at(read.value);
  const at = under?.iteration ?? iteration;
  const [where, how] = under ? [momentPlace(at), scoresOf(under)] : [place.value, scores.value];
  return html`<span class="losscurve-label" aria-hidden="true">
    <span class="not-phone">${where}${how && " · "}</span>${how}
  </span>`;
}
