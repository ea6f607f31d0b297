/** How data look: a hue and a shape for each class, a hue for each height. */
import { hueOf } from "../../core/picture/colormap.js";
import { colours } from "../stage/colours.js";

/** @import { Meaning } from "../../core/data/target-type.js"
 * @import { Scale } from "../../core/picture/colormap.js"
 * @typedef {"circle" | "square" | "triangle" | "diamond"} Shape
 * @typedef {{hue: string, shape: Shape, edge: string}} Look */

const HUES = ["negative", "positive", "class-3", "class-4", "class-5", "class-6"];
/** One fewer than hues: further classes are other pairs. @type {Shape[]} */
const SHAPES = ["square", "circle", "triangle", "diamond"];

/** @param {number} k @returns {Look} */
export const classLook = (k) => ({
  hue: colours.value[HUES[k % HUES.length]],
  shape: SHAPES[k % SHAPES.length],
  edge: colours.value.paper,
});

/** @param {number} value @param {Scale} scale @returns {Look} */
export const heightLook = (value, scale) => ({
  hue: hueOf(value, scale, colours.value),
  shape: "circle",
  edge: colours.value["ink-2"],
});

/** @param {CanvasRenderingContext2D} ctx @param {Look & {x: number, y: number}} point
 * @param {boolean} hollow @param {number} r */
export function paintPoint(ctx, { hue, shape, edge, x, y }, hollow, r) {
  ctx.beginPath();
  outline(ctx, shape, x, y, r);
  ctx.fillStyle = hollow ? colours.value.panel : hue;
  ctx.strokeStyle = hollow ? hue : edge;
  ctx.lineWidth = hollow ? 2 : 1.25;
  ctx.fill();
  ctx.stroke();
}

/** @param {CanvasRenderingContext2D} ctx @param {Shape} shape @param {number} x @param {number} y
 * @param {number} r */
function outline(ctx, shape, x, y, r) {
  if (shape === "circle") return ctx.arc(x, y, r, 0, 2 * Math.PI);
  if (shape === "square") return ctx.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r);
  const corners = shape === "triangle" ? [[0, -1.25], [1.1, 0.8], [-1.1, 0.8]] : [[0, -1.3], [1.15, 0], [0, 1.3], [-1.15, 0]]; // prettier-ignore
  corners.forEach(([dx, dy]) => ctx.lineTo(x + r * dx, y + r * dy));
  ctx.closePath();
}
