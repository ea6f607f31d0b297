/**
 * The products of a step, riding on their wires while these are few: each comes out from under the
 * weight it was multiplied by, and goes into the neuron whose sum it is part of. Then it stands at
 * its weight.
 * @import { Frame } from "../../core/data/frame.js"
 * @import { Layout } from "../../core/picture/layout.js"
 * @import { Cell } from "../../core/data/trace.js"
 */
import { pointAt } from "../../core/picture/bezier.js";
import { productsOn } from "../../core/picture/products.js";
import { isShared } from "../../core/picture/labels.js";
import { ems, tiny } from "../../core/data/number.js";
import { sign } from "../../core/picture/scale.js";
import { computed } from "../../vendor/preact.js";
import { landed, lenses, shown, step, trace } from "../control/state.js";
import { curved, labels, picture, touched } from "./layout-state.js";

/** So many wires of an op can carry a number each. */
const FEW = 32;
/** Pixels of the type. */
const TYPE = 11;

/** The wires that products ride on now, and whether back; null where there are none, or too many. */
const ridden = computed(() => {
  const [at, now, moved] = [picture.value, step.value, touched.value];
  if (!at || !now || !labels.value || moved?.op !== now.op) return null;
  if (moved.course !== "along" && moved.course !== "back") return null;
  const edges = at.edges.filter((edge) => edge.op === now.op);
  return edges.length && edges.length <= FEW ? { edges, back: moved.course === "back" } : null;
});

/** Their numbers, by the key of the wire. */
const products = computed(() => {
  const [at, of, now] = [picture.value, trace.value, step.value];
  if (!ridden.value || !at || !of || !now || !of.has(now.writes)) return null;
  return productsOn(of, at, now, shown.value, ridden.value.edges);
});

/** The product that has just been made with a weight, and the way it went; null: none, or several.
 * @param {Cell} cell @returns {{value: number, back: boolean} | null} */
export function productAt({ tensor, cell }) {
  if (!landed.value || !ridden.value || !products.value || isShared(ridden.value.edges))
    return null;
  const { edges, back } = ridden.value;
  const edge = edges.find((e) => e.cell?.tensor === tensor && `${e.cell.cell}` === `${cell}`);
  const value = edge && products.value.get(edge.key);
  return value === undefined ? null : { value, back };
}

/** @param {CanvasRenderingContext2D} ctx @param {Layout} at @param {Frame} frame
 * @param {Record<string, string>} colours */
export function paintProducts(ctx, at, frame, colours) {
  if (!lenses.value.includes("numbers") || frame.look < 1 || frame.land >= 1) return;
  if (!ridden.value || !products.value) return;
  if (labels.value?.brief) return; // no room for two on a wire: it comes to the weight
  const { edges, back } = ridden.value;
  for (const edge of edges) {
    const value = products.value.get(edge.key);
    if (!value) continue;
    const from = labels.value?.at.get(edge.key)?.u ?? 0.5;
    const gone = Math.max((frame.move - (back ? 1 - from : from)) / (back ? from : 1 - from), 0);
    if (!gone) continue;
    const p = pointAt(edge, from + ((back ? 0 : 1) - from) * gone, curved.value);
    write(ctx, tiny(value), p, TYPE * at.scale, colours, colours[sign(value)], 1 - frame.land);
  }
  ctx.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {{x: number, y: number}} p
 * @param {number} type @param {Record<string, string>} colours @param {string} ink
 * @param {number} alpha */
function write(ctx, text, p, type, colours, ink, alpha) {
  const width = ems(text) * type;
  ctx.globalAlpha = 0.86 * alpha;
  ctx.fillStyle = colours.paper;
  ctx.fillRect(p.x - width / 2 - 2, p.y - type * 0.65, width + 4, type * 1.3);
  ctx.globalAlpha = alpha;
  ctx.fillStyle = ink;
  ctx.font = `650 ${type}px ${colours.font}`;
  ctx.fillText(text, p.x - width / 2, p.y + type * 0.36, width);
}
