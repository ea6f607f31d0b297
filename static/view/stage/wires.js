/**
 * The wires, painted once a step: width is the weight, halo its gradient, hue the sign.
 * @import { Trace } from "../../core/trace.js"
 * @import { Edge } from "../../core/edges.js"
 * @import { Layout } from "../../core/places.js"
 */
import { handles } from "../../core/curve.js";
import { largest, sign, strength } from "../../core/scale.js";
import { sameCell } from "../../core/trace.js";
import { hovered, known, lenses, selected, step, training } from "../state.js";
import { touched } from "./picture.js";
import { owner } from "./pointing.js";

/** So many wires still have room for their full width. */
const CROWD = 160;

/** @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Record<string, string>} colours @param {boolean} curved */
export function paintWires(ctx, trace, at, colours, curved) {
  const lit = touched.value;
  // One scale for all weights, one for all their gradients, so that layers can be compared.
  const names = new Set(at.edges.flatMap((e) => e.cell?.tensor ?? []));
  const heaviest = Math.max(...[...names].map((n) => largest(trace.view(n))));
  const steepest = Math.max(
    ...[...names].map((n) => (trace.has(`d_${n}`) ? largest(trace.view(`d_${n}`)) : 0)),
  );
  // What changes thirty times a second is not read from halos.
  const haloed = lenses.value.includes("gradients") && !training.value;
  const chosen = [owner(selected.value), owner(hovered.value)];
  // In a crowd wires are slim, and faint but for the heaviest: else they hide each other.
  const slim = Math.min(Math.max(Math.sqrt(CROWD / at.edges.length), 0.25), 1);
  const widest = 1.2 * Math.min(...at.columns.flatMap(({ neurons }) => neurons.map((n) => n.r)));
  for (const edge of at.edges) {
    const bright = lit && (lit.op === edge.op || (edge.cell && updates(edge)));
    const marked = edge.cell && chosen.some((c) => sameCell(c, edge.cell));
    ctx.globalAlpha = !lit || bright || marked ? 1 : 0.35;
    if (!edge.cell) {
      line(ctx, edge, curved, colours.loss, 1.2, 0.35);
      continue;
    }
    const { tensor, cell } = edge.cell;
    const gradient = `d_${tensor}`;
    if (haloed && trace.has(gradient) && known(gradient)) {
      const g = trace.value(gradient, cell);
      if (g) {
        const width = Math.min(6 + 14 * strength(g, steepest), widest);
        line(ctx, edge, curved, colours[sign(g)], slim * width, 0.2);
      }
    }
    const updated = `${tensor}'`;
    const now = trace.has(updated) && known(updated) ? updated : tensor;
    const w = trace.value(now, cell);
    const share = Math.abs(w) / heaviest;
    const ink = w === 0 ? colours.line : colours[sign(w)];
    const clear = (lit && bright) || marked ? 0.9 : 0.6;
    const soft = slim < 0.5 && !marked ? clear * (0.2 + 0.8 * share) : clear;
    line(
      ctx,
      edge,
      curved,
      ink,
      0.75 + Math.min(5, widest) * slim * share * (marked ? 1.3 : 1),
      soft,
    );
  }
  ctx.globalAlpha = 1;
}

/** Whether the current step updates the weights of this wire. @param {Edge} edge */
function updates(edge) {
  const now = step.value?.phase === "update" ? step.value : null;
  return !!now && !!edge.cell && Object.values(now.reads).includes(edge.cell.tensor);
}

/** @param {CanvasRenderingContext2D} ctx @param {Edge} edge @param {boolean} curved
 * @param {string} colour @param {number} width @param {number} [alpha] */
function line(ctx, edge, curved, colour, width, alpha = 1) {
  const { from, to, over } = edge;
  const before = ctx.globalAlpha;
  ctx.globalAlpha = before * alpha;
  const middle = (from.x + to.x) / 2;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  if (over !== undefined) {
    const { x1, x2, y } = handles(edge);
    ctx.bezierCurveTo(x1, y, x2, y, to.x, to.y);
  } else if (curved) ctx.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y);
  else ctx.lineTo(to.x, to.y);
  ctx.stroke();
  ctx.globalAlpha = before;
}
