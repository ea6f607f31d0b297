/**
 * What each neuron answers over the plane, in the neuron; over a line, as its curve.
 * @import { Layout, Neuron } from "../../core/picture/layout.js"
 * @import { Scale } from "../../core/picture/colormap.js"
 * @import { Surface, Surfaces } from "../../core/picture/surfaces.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { Order } from "../server/surfaces.js"
 */
import { ramp, scaleOf, shade } from "../../core/picture/colormap.js";
import { inputSurface, keyOf, surfaceValue } from "../../core/picture/surfaces.js";
import { answers, domain, meaning, rangeOf } from "../control/network-state.js";
import { touched } from "./layout-state.js";
import { homeKey } from "../../core/picture/highlight.js";

/** Of a step's other neurons, dimmed. */
const DIM = 0.45;
/** Pixels across a map of an input: it is even, so few are enough. */
const EVEN = 16;

/** A small canvas for all maps of one size, with its pixels.
 * @type {Map<number, ReturnType<typeof pixelsOf>>} */
const canvases = new Map();

/** @param {CanvasRenderingContext2D} ctx @param {Layout} at
 * @param {Followed<Order, Surfaces> | null} followed @param {Record<string, string>} colours */
export function paintMaps(ctx, at, followed, colours) {
  const ink = ramp(colours);
  at.columns.forEach((column, c) => {
    const dim = touched.value && !touched.value.homes.has(homeKey({ where: "neuron", column: c }));
    ctx.globalAlpha = dim ? DIM : 1;
    for (const n of column.neurons) {
      const surface = surfaceOf(followed?.answer ?? null, c, n.place);
      ctx.save();
      ctx.beginPath();
      ctx.roundRect(n.x - n.r, n.y - n.r, 2 * n.r, 2 * n.r, cornerOf(n));
      ctx.clip();
      ctx.fillStyle = colours.panel;
      ctx.fillRect(n.x - n.r, n.y - n.r, 2 * n.r, 2 * n.r);
      if (surface) paint(ctx, n, surface, scaleAt(c, surface), ink, colours);
      ctx.restore();
    }
  });
}

/** What a neuron answers over all inputs; an input is its own axis. @param {Surfaces | null} found
 * @param {number} column @param {number[]} place @returns {Surface | null} */
export function surfaceOf(found, column, place) {
  const name = answers.value[column];
  if (column) return found?.at.get(keyOf(name, place)) ?? null;
  return domain.value && inputSurface(name, place, domain.value.ends, EVEN);
}

/** @param {number} column @param {Surface} surface @returns {Scale} */
export function scaleAt(column, surface) {
  const last = column === answers.value.length - 1;
  return scaleOf(surface, rangeOf(surface.tensor), last ? meaning.value : null);
}

/** The corner of a map. @param {Neuron} n */
export const cornerOf = (n) => Math.min(9, n.r * 0.3);

/** @param {CanvasRenderingContext2D} ctx @param {Neuron} n @param {Surface} surface
 * @param {Scale} scale @param {Uint32Array} ink @param {Record<string, string>} colours */
function paint(ctx, n, surface, scale, ink, colours) {
  if (domain.value?.kind === "line") return curve(ctx, n, surface, scale, colours);
  const at = { x: n.x - n.r, y: n.y - n.r, width: 2 * n.r, height: 2 * n.r };
  stretch(ctx, image(surface, scale, ink), at);
}

/** Draw a small picture so that its outermost points lie on the edges: each point at its own place.
 * @param {CanvasRenderingContext2D} ctx @param {HTMLCanvasElement} small
 * @param {{x: number, y: number, width: number, height: number}} box */
export function stretch(ctx, small, { x, y, width, height }) {
  const span = small.width - 1;
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(small, 0.5, 0.5, span, span, x, y, width, height);
}

/** A surface as a small picture, a pixel for each point; the same canvas for all of its size.
 * @param {Surface} surface @param {Scale} scale @param {Uint32Array} ink */
export function image(surface, scale, ink) {
  const side = Math.sqrt(surface.values.length);
  const small = canvases.get(side) ?? pixelsOf(side);
  canvases.set(side, small);
  shade(surface, scale, ink, small.pixels);
  small.ctx.putImageData(small.data, 0, 0);
  return small.ctx.canvas;
}

/** A canvas of its own, and its pixels to be painted into. @param {number} side */
export function pixelsOf(side) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const ctx = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d", { willReadFrequently: true })
  );
  const data = ctx.createImageData(side, side);
  return { ctx, data, pixels: new Uint32Array(data.data.buffer) };
}

/** Filled from the middle to the curve: above in the colour of the positive, below in the other.
 * @param {CanvasRenderingContext2D} ctx @param {Neuron} n @param {Surface} surface
 * @param {Scale} scale @param {Record<string, string>} colours */
function curve(ctx, n, surface, { middle, reach }, colours) {
  const count = surface.values.length;
  const air = 0.86 * n.r;
  const x = (/** @type {number} */ k) => n.x - n.r + (2 * n.r * k) / (count - 1);
  const y = (/** @type {number} */ k) => n.y - (air * (surfaceValue(surface, k) - middle)) / reach;
  const line = () => {
    ctx.beginPath();
    for (let k = 0; k < count; k++) ctx.lineTo(x(k), y(k));
  };
  for (const [hue, top] of /** @type {const} */ ([
    ["positive", -1],
    ["negative", 0],
  ])) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(n.x - n.r, n.y + top * n.r, 2 * n.r, n.r);
    ctx.clip();
    line();
    ctx.lineTo(n.x + n.r, n.y);
    ctx.lineTo(n.x - n.r, n.y);
    ctx.globalAlpha *= 0.35;
    ctx.fillStyle = colours[hue];
    ctx.fill();
    ctx.restore();
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line;
  ctx.strokeRect(n.x - n.r - 2, n.y, 2 * n.r + 4, 0);
  line();
  ctx.lineWidth = 1.75;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
}
