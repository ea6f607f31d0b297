/**
 * The route that is lit: its wires, over the others.
 * @import { Layout } from "../../core/picture/layout.js"
 */
import { pointAt } from "../../core/picture/bezier.js";
import { litWires } from "../explain/routed.js";

/** Points that a curve is drawn with. */
const POINTS = 24;

/** @param {CanvasRenderingContext2D} ctx @param {Layout} at @param {Record<string, string>} colours
 * @param {boolean} curved */
export function paintRoute(ctx, at, colours, curved) {
  const route = litWires.value;
  if (!route) return;
  for (const [width, colour] of /** @type {[number, string][]} */ ([
    [7, colours.paper],
    [4, route.positive ? colours.positive : colours.negative],
  ])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    for (const edge of at.edges) {
      if (!route.wires.has(edge.key)) continue;
      ctx.beginPath();
      for (let k = 0; k <= POINTS; k++) {
        const { x, y } = pointAt(edge, k / POINTS, curved);
        k ? ctx.lineTo(x, y) : ctx.moveTo(x, y);
      }
      ctx.stroke();
    }
  }
}
