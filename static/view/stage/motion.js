/**
 * What moves, painted every frame: pulses on the exact wires being multiplied, and the rings, all of one scale,
 * of the gradients that have reached their neurons.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Frame } from "../../core/data/frame.js"
 * @import { Edge } from "../../core/picture/edges.js"
 * @import { Layout, Neuron } from "../../core/picture/layout.js"
 * @typedef {{edge: Edge, r: number, alpha: number, meet: number}} Pulse  meet: where on its wire it
 *   meets the one that comes from the other end
 */
import { pointAt } from "../../core/picture/bezier.js";
import { largest } from "../../core/data/magnitude.js";
import { shareOf, sign, strength } from "../../core/picture/scale.js";
import { sameCell } from "../../core/data/trace.js";
import { lenses, selected, shown } from "../control/state.js";
import { mapped } from "../server/surfaces.js";
import { openingOutline, paintOutlineMarks, paintOutlines } from "./outlines.js";
import { labels, touched as lit } from "./layout-state.js";
import { owner } from "./pointing.js";
import { paintProducts } from "./products.js";
import { paintRoute } from "./routes.js";
import { ringOf, ringScale } from "./ring-scale.js";

/** How strong a dot is, and each of those it trails. */
const TAIL = [1, 0.4, 0.22, 0.1];

/** @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Frame} frame @param {Record<string, string>} colours @param {boolean} curved */
export function paintMotion(ctx, trace, at, frame, colours, curved) {
  if (lenses.value.includes("gradients"))
    (mapped.value ? paintOutlines : paintRings)(ctx, trace, at, frame, colours);
  if (mapped.value) paintOutlineMarks(ctx, trace, at, colours);
  paintRoute(ctx, at, colours, curved);
  paintPulses(ctx, trace, at, frame, colours, curved);
  paintPlaces(ctx, trace, at, frame, colours);
  paintProducts(ctx, at, frame, colours);
}

/** @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Frame} frame @param {Record<string, string>} colours */
function paintRings(ctx, trace, at, frame, colours) {
  const names = at.columns.map((column) => ringOf(trace, frame, column.tensors));
  const scale = ringScale(trace, at, frame, false);
  if (!scale) return;
  for (const [c, column] of at.columns.entries()) {
    const name = names[c];
    if (!name) continue;
    const grown = trace.writer.get(name) === frame.index ? frame.land : 1;
    for (const n of column.neurons) {
      const g = trace.value(name, [shown.value, ...n.place]);
      if (!g) continue;
      ctx.strokeStyle = colours[sign(g)];
      (column.grid ? bar : ring)(ctx, n, Math.sign(g) * shareOf(g, scale) * grown);
    }
  }
}

/** Clockwise from the top for a positive gradient, the other way for a negative one.
 * @param {CanvasRenderingContext2D} ctx @param {Neuron} n @param {number} share */
function ring(ctx, n, share) {
  ctx.lineWidth = Math.max(2, n.r * 0.13);
  ctx.beginPath();
  const turn = Math.PI * 2 * 0.92 * share;
  ctx.arc(n.x, n.y, n.r + ctx.lineWidth, -Math.PI / 2, -Math.PI / 2 + turn, share < 0);
  ctx.stroke();
}

/** In a grid there is no room for rings: a bar at the foot of the cell, from the left for a
 * positive gradient, from the right for a negative one.
 * @param {CanvasRenderingContext2D} ctx @param {Neuron} n @param {number} share */
function bar(ctx, n, share) {
  ctx.lineWidth = 2.5;
  const from = n.x - Math.sign(share) * n.r;
  ctx.beginPath();
  ctx.moveTo(from, n.y + n.r + 1.5);
  ctx.lineTo(from + 2 * n.r * share, n.y + n.r + 1.5);
  ctx.stroke();
}

/** @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Frame} frame @param {Record<string, string>} colours @param {boolean} curved */
function paintPulses(ctx, trace, at, frame, colours, curved) {
  const touched = lit.value;
  if (!touched || touched.op === null || frame.move >= 1 || frame.look < 1) return;
  const edges = at.edges.filter((e) => e.op === touched.op);
  const chosen = owner(selected.value);
  const sizes = edges.map((e) => (e.cell ? trace.value(e.cell.tensor, e.cell.cell) : 1));
  const most = largest(sizes);
  const [base, more] = [edges.length > 200 ? 1.5 : 3, edges.length > 60 ? 0.4 : 1];
  const pulses = edges.map((edge, k) => ({
    edge,
    r: base + 3.5 * more * strength(sizes[k], most),
    alpha: !chosen || !edge.cell || sameCell(chosen, edge.cell) ? 1 : 0.35,
    meet: touched.course === "meet" ? (labels.value?.at.get(edge.key)?.u ?? 0.5) : 1,
  }));
  const phase = colours[touched.phase];
  const along = (/** @type {Pulse} */ { meet }) => frame.move * meet;
  const back = (/** @type {Pulse} */ { meet }) => 1 - frame.move * (1 - meet);
  if (touched.course === "along") paintDots(ctx, pulses, along, phase, 1, curved);
  if (touched.course === "back") paintDots(ctx, pulses, (p) => 1 - along(p), phase, -1, curved);
  if (touched.course === "meet") {
    paintDots(ctx, pulses, along, colours.forward, 1, curved);
    paintDots(ctx, pulses, back, colours.backward, -1, curved);
  }
  ctx.globalAlpha = 1;
}

/** Dots with their tails. Those of one strength are one path: a thousand fills would take longer than
 * a frame. @param {CanvasRenderingContext2D} ctx @param {Pulse[]} pulses
 * @param {(pulse: Pulse) => number} place how far along its wire @param {string} colour
 * @param {1 | -1} heading @param {boolean} curved */
function paintDots(ctx, pulses, place, colour, heading, curved) {
  ctx.fillStyle = colour;
  for (const alpha of new Set(pulses.map((p) => p.alpha)))
    for (let tail = TAIL.length - 1; tail >= 0; tail--) {
      ctx.globalAlpha = alpha * TAIL[tail];
      ctx.beginPath();
      for (const pulse of pulses) {
        if (pulse.alpha !== alpha) continue;
        const { x, y } = pointAt(pulse.edge, place(pulse) - tail * 0.014 * heading, curved);
        const r = pulse.r * (1 - tail * 0.14);
        ctx.moveTo(x + r, y);
        ctx.arc(x, y, r, 0, Math.PI * 2);
      }
      ctx.fill();
    }
}

/** A step that works in place: a ring of its phase's colour opens around each neuron it touches,
 * around a map its outline.
 * @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Frame} frame @param {Record<string, string>} colours */
function paintPlaces(ctx, trace, at, frame, colours) {
  const touched = lit.value;
  if (!touched || touched.course !== "place" || frame.land >= 1 || !frame.step) return;
  const home = at.homes.get(frame.step.writes);
  if (!home || home.where !== "neuron") return;
  const open = frame.move;
  ctx.strokeStyle = colours[touched.phase];
  for (const n of at.columns[home.column].neurons) {
    ctx.globalAlpha = frame.look * (1 - frame.land) * 0.9;
    ctx.lineWidth = at.columns[home.column].grid ? 1.5 : 2.5;
    if (mapped.value) {
      openingOutline(ctx, n, 4, open);
      continue;
    }
    ctx.beginPath();
    if (at.columns[home.column].grid) ctx.rect(n.x - n.r, n.y - n.r, 2 * n.r, 2 * n.r * open);
    else ctx.arc(n.x, n.y, n.r + 9, -Math.PI / 2, -Math.PI / 2 + Math.PI * 2 * open);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
