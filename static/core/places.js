/**
 * The layout of the stage: where every neuron, wire and the meter stand in the room there is.
 *
 * @typedef {Spot & {column: number, key: string}} Neuron
 * @typedef {Rank & {x: number, neurons: Neuron[], grid: boolean}} Column
 * @typedef {Point & {w: number, h: number, inlet: Point}} Meter
 * @typedef {{width: number, height: number, gap: number, columns: Column[],
 *   homes: Map<string, Home>, edges: Edge[], meter: Meter, detailed: boolean,
 *   roomy: boolean}} Layout  detailed: numbers beside the neurons; roomy: slopes too
 * @import { Spot } from "./arrange.js"
 * @import { Point } from "./curve.js"
 * @import { Edge } from "./edges.js"
 * @import { Home, Rank } from "./homes.js"
 * @import { Trace } from "./trace.js"
 */
import { arrange, rows } from "./arrange.js";
import { edges, TARGET } from "./edges.js";
import { settle } from "./homes.js";

/** Room for what stands around the network: titles above, the sentence below, the meter. */
const TOP = 52;
const BOTTOM = 58;
const SIDE = 26;
const METER = { w: 140, h: 62 };

/** @param {Trace} trace @param {{width: number, height: number}} stage @returns {Layout} */
export function layout(trace, { width, height }) {
  const { ranks, homes } = settle(trace);
  const narrow = width < 640;
  const beside = TARGET + (narrow ? 0 : METER.w + 24);
  const usable = height - TOP - BOTTOM - (narrow ? METER.h + 8 : 0);
  const each = (width - 2 * SIDE - beside) / ranks.length;
  const gap = Math.min(usable / Math.max(1, ...ranks.map((c) => rows(c.shape))), 230);
  const r = Math.max(4, Math.min(42, gap * 0.2, each * 0.26));
  const room = { top: TOP - 6, height: usable, width: each, r, gap };

  const half = ranks.some((c) => c.shape.length === 3) ? Math.max(r, each * 0.31) : r;
  const left = SIDE + half;
  const right = width - SIDE - r - beside;
  const columns = ranks.map((rank, c) => {
    const x = ranks.length > 1 ? left + ((right - left) * c) / (ranks.length - 1) : left;
    const spots = arrange(rank.shape, x, room);
    const neurons = spots.map((s) => ({ ...s, column: c, key: `${c}:${s.place.join("-")}` }));
    return { ...rank, x, neurons, grid: rank.shape.length === 3 };
  });
  const x = width - SIDE - METER.w / 2 - (narrow ? 10 : 0);
  const y = narrow ? height - BOTTOM - METER.h / 2 : TOP - 6 + usable / 2;
  const inlet = { x: x + (narrow ? METER.w : -METER.w) / 2, y };
  const meter = { x, y, ...METER, inlet };
  const detailed = gap >= 2 * r + 62 && r >= 17;
  const roomy = columns.length < 2 || columns[1].x - columns[0].x > 150;
  return {
    width,
    height,
    gap,
    columns,
    homes,
    edges: edges(trace, columns, homes, meter),
    meter,
    detailed,
    roomy,
  };
}
