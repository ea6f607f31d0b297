/**
 * The wires, painted once a step: width is the weight, halo its gradient, hue the sign.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Edge } from "../../core/picture/edges.js"
 * @import { Layout } from "../../core/picture/layout.js"
 * @typedef {[edge: Edge, colour: string, width: number, alpha: number]} Stroke
 */
import { byOp } from "../../core/picture/labels.js";
import { way } from "../../core/picture/bezier.js";
import { largestIn } from "../../core/data/magnitude.js";
import { shareOf, sign } from "../../core/picture/scale.js";
import { flat } from "../../core/data/trace.js";
import { hovered, known, lenses, selected, step, training } from "../control/state.js";
import { touched } from "./layout-state.js";
import { owner } from "./pointing.js";
import { Hairs } from "./hairs.js";
import { haloScale } from "./ring-scale.js";

/** So many wires still have room for their full width. */
const CROWD = 160;
/** The largest gradient stands so far around its wire. */
const HALO = 18;

/** @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Record<string, string>} colours @param {boolean} curved */
export function paintWires(ctx, trace, at, colours, curved) {
  const lit = touched.value;
  const groups = byOp(at.edges).map((edges) => ({ edges, tensor: edges[0].cell?.tensor }));
  const names = new Set(groups.flatMap(({ tensor }) => tensor ?? []));
  // One scale for all weights, one for all their gradients, so that layers can be compared.
  const heaviest = Math.max(...[...names].map((n) => largestIn(trace, newest(trace, n))));
  // What changes thirty times a second is not read from halos.
  const haloed = lenses.value.includes("gradients") && !training.value;
  const halos = haloed ? haloScale(trace, at) : null;
  const chosen = [owner(selected.value), owner(hovered.value)];
  // In a crowd wires are slim, and faint but for the heaviest: else they hide each other.
  const slim = Math.min(Math.max(Math.sqrt(CROWD / at.edges.length), 0.25), 1);
  const crowd = slim < 0.5;
  const density = ctx.getTransform?.().a; // none where a file is written: it holds each wire
  const widest = 1.2 * Math.min(...at.columns.flatMap(({ neurons }) => neurons.map((n) => n.r)));
  const updated = step.value?.phase === "update" ? Object.values(step.value.reads) : [];
  for (const { edges, tensor } of groups) {
    const bright = lit && (lit.op === edges[0].op || (!!tensor && updated.includes(tensor)));
    const dim = !lit || bright ? 1 : 0.35;
    const [under, over] = curved || !density ? [] : [new Hairs(density), new Hairs(density)];
    const stroke = (/** @type {Hairs | undefined} */ hairs, /** @type {Stroke} */ ...of) =>
      hairs ? hairs.add(...of) : line(ctx, curved, ...of);
    if (!tensor) {
      for (const edge of edges) stroke(over, edge, colours.loss, 1.2, 0.35 * dim);
      over?.paint(ctx);
      continue;
    }
    const { shape } = trace.tensor(tensor);
    const weights = trace.view(newest(trace, tensor));
    const gradient = `d_${tensor}`;
    const gradients = halos && trace.has(gradient) && known(gradient) ? trace.view(gradient) : null;
    const marks = chosen.flatMap((c) => (c?.tensor === tensor ? flat(c.cell, shape) : []));
    for (const edge of edges) {
      const k = flat(/** @type {Cell} */ (edge.cell).cell, shape);
      const [w, g] = [weights[k], gradients ? gradients[k] : 0];
      const marked = marks.includes(k);
      const seen = marked ? 1 : dim;
      const share = Math.abs(w) / heaviest;
      const width = (crowd ? 0.5 : 0.75) + Math.min(5, widest) * slim * share * (marked ? 1.3 : 1);
      if (halos && g) {
        const halo = Math.min(width + HALO * slim * shareOf(g, halos), widest);
        stroke(under, edge, colours[sign(g)], halo, 0.2 * seen);
      }
      const ink = w === 0 ? colours.line : colours[sign(w)];
      const clear = bright || marked ? 0.9 : 0.6;
      const soft = crowd && !marked ? clear * (0.2 + 0.8 * share) : clear;
      stroke(over, edge, ink, width, soft * seen);
    }
    under?.paint(ctx);
    over?.paint(ctx);
  }
  ctx.globalAlpha = 1;
}

/** A parameter as it is now: updated, once it has been. @param {Trace} trace @param {string} name */
function newest(trace, name) {
  const updated = `${name}'`;
  return trace.has(updated) && known(updated) ? updated : name;
}

/** @param {CanvasRenderingContext2D} ctx @param {boolean} curved @param {Stroke} of */
function line(ctx, curved, ...[edge, colour, width, alpha]) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  way(ctx, edge, curved, 0, 0);
  ctx.stroke();
}
