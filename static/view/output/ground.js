/**
 * What lies under the data: the surface or the curve of the answer that is looked at.
 * @import { Surface, Surfaces } from "../../core/picture/surfaces.js"
 */
import { ramp, shadeWinner } from "../../core/picture/colormap.js";
import { keyOf, surfaceValue } from "../../core/picture/surfaces.js";
import { axes } from "../../core/picture/axes.js";
import { computed } from "../../vendor/preact.js";
import { answers, domain, meaning } from "../control/network-state.js";
import { moment } from "../control/state.js";
import { colours } from "../stage/colours.js";
import { image, pixelsOf, scaleAt, stretch } from "../stage/maps.js";
import { coarseSurfaces, fine, looked } from "../server/surfaces.js";
import { classLook } from "./point-style.js";

/** The finest answer there is for this moment; what is older stands until it comes. */
const found = computed(() => {
  const { tensor } = looked.value;
  const good = [fine.value, coarseSurfaces.value].filter(
    (f) => f?.answer && f.order.tensors.includes(tensor),
  );
  return (good.find((f) => f?.order.moment === moment.value) ?? good[0])?.answer ?? null;
});

/** Why there is no answer, in words. */
export const problem = computed(() => fine.value?.problem || coarseSurfaces.value?.problem || "");

/** Which cell of an output stands for the network, where none is chosen. */
export const cellNow = computed(() => looked.value.place?.[0] ?? 0);

/** The surfaces of the tensor looked at; one where a neuron is chosen or there is but one.
 * @returns {Surface[]} */
const surfaces = computed(() => {
  const { tensor, place } = looked.value;
  const all = found.value?.surfaces.filter((s) => s.tensor === tensor) ?? [];
  const wins = !place && meaning.value?.kind === "classes" && all.length > 1;
  if (wins) return all;
  return all.filter((s) => keyOf(tensor, s.cell) === keyOf(tensor, place ?? s.cell.map(() => 0)));
});

/** Whether the ground says which class wins. */
export const wins = computed(() => surfaces.value.length > 1);

/** The scale of the ground's colours; null where it says which class wins. */
export const scale = computed(() => {
  const [first] = surfaces.value;
  return first && !wins.value ? scaleAt(answers.value.indexOf(first.tensor), first) : null;
});

/** @param {CanvasRenderingContext2D} ctx @param {{width: number, height: number}} box */
export function paintSurface(ctx, { width, height }) {
  const [first] = surfaces.value;
  if (!first) return;
  const picture = wins.value
    ? winner(surfaces.value)
    : scale.value && image(first, scale.value, ramp(colours.value));
  if (picture) stretch(ctx, picture, { x: 0, y: 0, width, height });
}

/** @type {ReturnType<typeof pixelsOf> | null} */
let large = null;

/** @param {Surface[]} all */
function winner(all) {
  const side = Math.sqrt(all[0].values.length);
  if (large?.data.width !== side) large = pixelsOf(side);
  const hues = all.map((_, k) => classLook(k).hue);
  shadeWinner(all, hues, colours.value.panel, large.pixels);
  large.ctx.putImageData(large.data, 0, 0);
  return large.ctx.canvas;
}

/** Where the curve's axis upwards begins and ends.
 * @type {import("../../vendor/preact.js").ReadonlySignal<[number, number]>} */
export const heights = computed(() => {
  const { middle, reach } = scale.value ?? { middle: 0, reach: 1 };
  const said = meaning.value;
  const [low, high] =
    said?.kind === "heights" && !looked.value.place
      ? [said.low, said.high]
      : [middle - reach, middle + reach];
  const air = 0.15 * (high - low) || 1;
  return [low - air, high + air];
});

/** @param {CanvasRenderingContext2D} ctx @param {{width: number, height: number}} box */
export function paintCurve(ctx, box) {
  const [first] = surfaces.value;
  if (!first || !domain.value) return;
  const [across] = domain.value.ends;
  const { y } = axes([across, heights.value], box);
  const count = first.values.length;
  ctx.strokeStyle = colours.value.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(-2, y(scale.value?.middle ?? 0), box.width + 4, 0);
  ctx.beginPath();
  for (let k = 0; k < count; k++)
    ctx.lineTo((box.width * k) / (count - 1), y(surfaceValue(first, k)));
  ctx.strokeStyle = colours.value.ink;
  ctx.lineWidth = 2;
  ctx.lineJoin = "round";
  ctx.stroke();
}

/** What the surface says nearest to a place of the plane or the line: values with their point.
 * @param {number} across @param {number} up @returns {{input: number[], values: number[]} | null} */
export function saidAt(across, up) {
  const now = found.value;
  if (!now || !surfaces.value.length) return null;
  const closest = (/** @type {number[]} */ points, /** @type {number} */ v) =>
    points.reduce((best, p, k) => (Math.abs(p - v) < Math.abs(points[best] - v) ? k : best), 0);
  if (now.axes.length === 1) {
    const k = closest(now.axes[0], across);
    return { input: [now.axes[0][k]], values: surfaces.value.map((s) => surfaceValue(s, k)) };
  }
  const [rows, columns] = now.axes;
  const [i, j] = [closest(rows, up), closest(columns, across)];
  const k = i * columns.length + j;
  return { input: [columns[j], rows[i]], values: surfaces.value.map((s) => surfaceValue(s, k)) };
}
