/**
 * What stands around and in a map: an outline that grows with the δ that has reached the neuron, and
 * where the example on show lies.
 * @import { Frame } from "../../core/data/frame.js"
 * @import { Layout, Neuron } from "../../core/picture/layout.js"
 * @import { Trace } from "../../core/data/trace.js"
 */
import { meanSize } from "../../core/data/magnitude.js";
import { shareOf } from "../../core/picture/scale.js";
import { flat, size } from "../../core/data/trace.js";
import { domain } from "../control/network-state.js";
import { shown } from "../control/state.js";
import { cornerOf } from "./maps.js";
import { ringOf, ringScale } from "./ring-scale.js";

const WIDEST = 5;
/** In a map smaller than this a mark would hide it. */
const SMALL = 9;

/** One scale for all layers, so that they can be compared; over the batch, as the map is over all
 * inputs. @param {CanvasRenderingContext2D} ctx @param {Trace} trace @param {Layout} at
 * @param {Frame} frame @param {Record<string, string>} colours */
export function paintOutlines(ctx, trace, at, frame, colours) {
  const sizes = at.columns.map(({ tensors, neurons }) => {
    const name = ringOf(trace, frame, tensors);
    if (!name) return null;
    const { shape } = trace.tensor(name);
    const values = trace.view(name);
    const grown = trace.writer.get(name) === frame.index ? frame.land : 1;
    const each = size(shape.slice(1));
    return neurons.map((n) => grown * meanSize(values, flat(n.place, shape.slice(1)), each));
  });
  const scale = ringScale(trace, at, frame, true);
  if (!scale) return;
  ctx.strokeStyle = colours.backward;
  at.columns.forEach(({ neurons }, c) => {
    neurons.forEach((n, k) => {
      const share = shareOf(sizes[c]?.[k] ?? 0, scale);
      if (!share) return;
      ctx.lineWidth = Math.min(WIDEST, n.r * 0.3) * share;
      outline(ctx, n, ctx.lineWidth / 2);
      ctx.stroke();
    });
  });
}

/** Where the example on show lies in every map. @param {CanvasRenderingContext2D} ctx
 * @param {Trace} trace @param {Layout} at @param {Record<string, string>} colours */
export function paintOutlineMarks(ctx, trace, at, colours) {
  const room = domain.value;
  if (!room || (room.kind !== "plane" && room.kind !== "line")) return;
  const input = at.columns[0].tensors[0];
  const share = (/** @type {number} */ k) => {
    const [low, high] = room.ends[k];
    return (2 * (trace.value(input, [shown.value, k]) - low)) / (high - low) - 1;
  };
  const x = share(0);
  const y = room.kind === "plane" ? -share(1) : null;
  ctx.strokeStyle = colours.ink;
  ctx.fillStyle = colours.panel;
  for (const { neurons } of at.columns) {
    for (const n of neurons) {
      if (n.r < SMALL) continue;
      const edge = n.r - 3;
      ctx.lineWidth = 1.25;
      ctx.beginPath();
      if (y === null) {
        ctx.moveTo(n.x + x * edge, n.y - edge);
        ctx.lineTo(n.x + x * edge, n.y + edge);
      } else {
        ctx.arc(n.x + x * edge, n.y + y * edge, Math.min(2.5, n.r * 0.14), 0, 2 * Math.PI);
        ctx.fill();
      }
      ctx.stroke();
    }
  }
}

/** The beginning of the outline of a map: so much of it, clockwise.
 * @param {CanvasRenderingContext2D} ctx @param {Neuron} n @param {number} out @param {number} share */
export function openingOutline(ctx, n, out, share) {
  outline(ctx, n, out);
  const whole = 8 * (n.r + out) - (8 - 2 * Math.PI) * (cornerOf(n) + out);
  ctx.setLineDash([whole * share, whole]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The edge of a map, so far outside. @param {CanvasRenderingContext2D} ctx @param {Neuron} n
 * @param {number} [out] */
function outline(ctx, n, out = 0) {
  const r = n.r + out;
  ctx.beginPath();
  ctx.roundRect(n.x - r, n.y - r, 2 * r, 2 * r, cornerOf(n) + out);
}
