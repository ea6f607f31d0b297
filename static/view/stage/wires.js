/**
 * The wires, painted once a step: width is the weight, halo its gradient, hue the sign.
 * @import { Trace } from "../../core/data/trace.js"
 * @import { Edge } from "../../core/picture/edges.js"
 * @import { Layout } from "../../core/picture/layout.js"
 */
import { handles } from "../../core/picture/bezier.js";
import { largestIn } from "../../core/data/magnitude.js";
import { shareOf, sign } from "../../core/picture/scale.js";
import { sameCell } from "../../core/data/trace.js";
import { hovered, known, lenses, selected, step, training } from "../control/state.js";
import { touched } from "./layout-state.js";
import { owner } from "./pointing.js";
import { haloScale } from "./ring-scale.js";

/** So many wires still have room for their full width. */
const CROWD = 160;
/** The largest gradient stands so far around its wire. */
const HALO = 18;

/** All of them at once. @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Record<string, string>} colours @param {boolean} curved */
export function paintWires(ctx, trace, at, colours, curved) {
  const paint = wirePainter(trace, at, colours, curved);
  for (const edge of at.edges) paint(ctx, edge);
  ctx.globalAlpha = 1;
}

/** What paints a wire as it is now, whenever that will be. @param {Trace} trace @param {Layout} at
 * @param {Record<string, string>} colours @param {boolean} curved
 * @returns {(ctx: CanvasRenderingContext2D, edge: Edge) => void} */
export function wirePainter(trace, at, colours, curved) {
  const lit = touched.value;
  // One scale for all weights, one for all their gradients, so that layers can be compared.
  const names = new Set(at.edges.flatMap((e) => e.cell?.tensor ?? []));
  const current = new Map([...names].map((n) => [n, newest(trace, n)]));
  const heaviest = Math.max(...[...current.values()].map((n) => largestIn(trace, n)));
  const halos = haloScale(trace, at);
  // What changes thirty times a second is not read from halos.
  const haloed = lenses.value.includes("gradients") && !training.value;
  const chosen = [owner(selected.value), owner(hovered.value)];
  // In a crowd wires are slim, and faint but for the heaviest: else they hide each other.
  const slim = Math.min(Math.max(Math.sqrt(CROWD / at.edges.length), 0.25), 1);
  const widest = 1.2 * Math.min(...at.columns.flatMap(({ neurons }) => neurons.map((n) => n.r)));
  const come = new Set([...names].map((n) => `d_${n}`).filter(known));
  const updated = step.value?.phase === "update" ? Object.values(step.value.reads) : [];
  return (ctx, edge) => {
    const bright = lit && (lit.op === edge.op || (edge.cell && updated.includes(edge.cell.tensor)));
    const marked = edge.cell && chosen.some((c) => sameCell(c, edge.cell));
    ctx.globalAlpha = !lit || bright || marked ? 1 : 0.35;
    if (!edge.cell) {
      line(ctx, edge, curved, colours.loss, 1.2, 0.35);
      return;
    }
    const { tensor, cell } = edge.cell;
    const w = trace.value(/** @type {string} */ (current.get(tensor)), cell);
    const share = Math.abs(w) / heaviest;
    const width = 0.75 + Math.min(5, widest) * slim * share * (marked ? 1.3 : 1);
    const gradient = `d_${tensor}`;
    const g = haloed && halos && come.has(gradient) ? trace.value(gradient, cell) : 0;
    if (halos && g) {
      const halo = Math.min(width + HALO * slim * shareOf(g, halos), widest);
      line(ctx, edge, curved, colours[sign(g)], halo, 0.2);
    }
    const ink = w === 0 ? colours.line : colours[sign(w)];
    const clear = (lit && bright) || marked ? 0.9 : 0.6;
    const soft = slim < 0.5 && !marked ? clear * (0.2 + 0.8 * share) : clear;
    line(ctx, edge, curved, ink, width, soft);
  };
}

/** A parameter as it is now: updated, once it has been. @param {Trace} trace @param {string} name */
function newest(trace, name) {
  const updated = `${name}'`;
  return trace.has(updated) && known(updated) ? updated : name;
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
