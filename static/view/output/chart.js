/**
 * Data on two axes over what the network answers: pointed at, picked, added and removed, by pointer
 * and by keyboard. Three canvases, each painted only when what it shows changes.
 * @import { Interval } from "../../core/picture/input-domain.js"
 */
import { axes } from "../../core/picture/axes.js";
import { ticks } from "../../core/picture/ticks.js";
import { short } from "../../core/data/number.js";
import { effect, html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { picked } from "../control/pick-example.js";
import { shown, trace } from "../control/state.js";
import { fit } from "../stage/canvas.js";
import { colours } from "../stage/colours.js";
import { t } from "../ui/words.js";
import { act, cross, mode, pointed } from "./chart-actions.js";
import { onKey } from "./chart-keys.js";
import { paintPoint } from "./point-style.js";
import { heldOutPoints, learned } from "./points.js";

const TICKS = 5;

/** @param {{ends: Interval[], label: string, names: string[], withData: boolean,
 *   above: boolean, paint: (ctx: CanvasRenderingContext2D, box: {width: number, height: number})
 *   => void}} props above: what is painted lies over the data */
export function Chart({ ends, label, names, withData, above, paint }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const box = useRef(signal({ width: 0, height: 0 })).current;
  const now = useRef({ ends, paint, withData });
  now.current = { ends, paint, withData };
  useEffect(() => measured(/** @type {HTMLElement} */ (ref.current), box), []);
  useEffect(
    () => painted(/** @type {HTMLElement} */ (ref.current), box, now.current),
    [paint, withData, ...ends.flat()],
  );
  useEffect(() => () => void (pointed.value = null), []);
  const place = (/** @type {PointerEvent | MouseEvent} */ event) => {
    const { left, top } = /** @type {HTMLElement} */ (ref.current).getBoundingClientRect();
    return axes(ends, box.peek()).back(event.clientX - left, event.clientY - top);
  };
  return html`<div class="chart">
    <div
      class="chart-box"
      ref=${ref}
      role="application"
      tabindex="0"
      aria-label=${label}
      aria-describedby="chart-keys"
      data-mode=${withData ? mode.value : "pick"}
      onPointerMove=${(/** @type {PointerEvent} */ e) => (pointed.value = place(e))}
      onPointerLeave=${() => (pointed.value = null)}
      onClick=${(/** @type {MouseEvent} */ e) => withData && act(place(e), ends, box.peek())}
      onKeyDown=${(/** @type {KeyboardEvent} */ e) => withData && onKey(e, ends)}
      onBlur=${() => (cross.value = null)}
    >
      <canvas class=${above ? "above" : ""}></canvas><canvas></canvas><canvas></canvas>
    </div>
    <${Ticks} ends=${ends} names=${names} />
    <p class="visually-hidden" id="chart-keys">${t(`chart.keys.${mode.value}`)}</p>
  </div>`;
}

/** @param {{ends: Interval[], names: string[]}} props */
function Ticks({ ends, names }) {
  const share = (/** @type {number} */ k, /** @type {number} */ v) =>
    `${(100 * (v - ends[k][0])) / (ends[k][1] - ends[k][0])}%`;
  // At its end an axis has its name.
  const marks = (/** @type {number} */ k) =>
    ticks(ends[k][0], ends[k][1] - 0.1 * (ends[k][1] - ends[k][0]), TICKS);
  return html`<div class="chart-ticks" aria-hidden="true">
    ${marks(0).map((v) => html`<span class="across" style=${{ left: share(0, v) }}>${short(v)}</span>`)}
    ${marks(1).map((v) => html`<span class="up" style=${{ bottom: share(1, v) }}>${short(v)}</span>`)}
    <span class="across name">${names[0]}</span><span class="up name">${names[1]}</span>
  </div>`;
}

/** Keep the size of an element in a signal. @param {HTMLElement} element
 * @param {import("../../vendor/preact.js").Signal<{width: number, height: number}>} box */
function measured(element, box) {
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    box.value = { width, height };
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Paint ground, data and marks, each whenever what it reads changes. @param {HTMLElement} element
 * @param {import("../../vendor/preact.js").Signal<{width: number, height: number}>} box
 * @param {{ends: Interval[], withData: boolean,
 *   paint: (ctx: CanvasRenderingContext2D, box: {width: number, height: number}) => void}} what */
function painted(element, box, { ends, withData, paint }) {
  const [ground, data, marks] = element.querySelectorAll("canvas");
  const on = (/** @type {HTMLCanvasElement} */ canvas) => fit(canvas, box.value);
  const stops = [
    effect(() => {
      if (box.value.width) paint(on(ground), box.value);
    }),
    effect(() => {
      if (!box.value.width) return;
      const ctx = on(data);
      const { x, y } = axes(ends, box.value);
      const r = learned.value.length > 400 ? 3 : 4;
      if (!withData) return;
      for (const p of learned.value) paintPoint(ctx, { ...p, x: x(p.x), y: y(p.y) }, false, r);
      for (const p of heldOutPoints.value) paintPoint(ctx, { ...p, x: x(p.x), y: y(p.y) }, true, r);
    }),
    effect(() => {
      if (!box.value.width) return;
      const ctx = on(marks);
      void [trace.value, shown.value];
      const { x, y } = axes(ends, box.value);
      const at = withData && learned.value[picked()];
      if (at) ring(ctx, x(at.x), y(at.y));
      if (cross.value) crosshair(ctx, x(cross.value[0]), y(cross.value[1]));
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y */
function ring(ctx, x, y) {
  for (const [width, hue] of /** @type {const} */ ([
    [5, "panel"],
    [2.25, "ink"],
  ])) {
    ctx.beginPath();
    ctx.arc(x, y, 8.5, 0, 2 * Math.PI);
    ctx.lineWidth = width;
    ctx.strokeStyle = colours.value[hue];
    ctx.stroke();
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y */
function crosshair(ctx, x, y) {
  for (const [width, hue] of /** @type {const} */ ([
    [4, "panel"],
    [1.75, "ink"],
  ])) {
    ctx.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      ctx.moveTo(x + 4 * dx, y + 4 * dy);
      ctx.lineTo(x + 13 * dx, y + 13 * dy);
    }
    ctx.lineWidth = width;
    ctx.strokeStyle = colours.value[hue];
    ctx.stroke();
  }
}
