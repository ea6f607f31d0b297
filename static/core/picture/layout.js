/**
 * The layout of the stage: where every neuron, wire and the meter stand in the room there is.
 *
 * @typedef {Spot & {column: number, key: string}} Neuron
 * @typedef {Rank & {x: number, neurons: Neuron[], grid: boolean, head: number}} Column  head: where
 *   its title stands
 * @typedef {Point & {w: number, h: number, inlet: Point}} Meter
 * @typedef {{width: number, height: number, gap: number, columns: Column[],
 *   homes: Map<string, Home>, edges: Edge[], meter: Meter, detailed: boolean,
 *   roomy: boolean, pitch: number, scale: number}} Layout  detailed: numbers beside the neurons;
 *   roomy: slopes too; pitch: from column to column; scale: how large the type is
 * @import { Spot } from "./columns.js"
 * @import { Point } from "./bezier.js"
 * @import { Edge } from "./edges.js"
 * @import { Home, Rank } from "./placement.js"
 * @import { Trace } from "../data/trace.js"
 */
import { arrange, gridOf, rows } from "./columns.js";
import { bands, between } from "./branches.js";
import { edges } from "./edges.js";
import { settle, sourcesOf } from "./placement.js";

/** Room for what stands around the network, in pixels of type at its normal size: titles above,
 * the sentence below, which takes a line more where the stage is narrow, targets and the meter at
 * the right, arcs that go around columns,
 * the title of a branch under another, and numbers of whole columns. */
const ROOM = {
  top: 52,
  bottom: 58,
  line: 18,
  side: 26,
  target: 62,
  meterWidth: 140,
  meterHeight: 62,
  around: 34,
  head: 28,
  statistics: 44,
};

/** A stage as slim as this needs three lines for a sentence. */
const SLIM = 345;

/** What numbers take between a neuron and the one below it, and half of a neuron that has some. */
const BESIDE = 69;
const LEAST = 17;
/** Half of a neuron that has a number within it alone, in columns of at most so many. */
const CARRIES = 18;
const FEW = 3;

/** Half of a neuron, as a share of the way to the next one and of the width of a column: less where
 * numbers stand around it. And how loose a short column may stand. */
const SHARE = {
  numbers: { gap: 0.2, each: 0.26, loose: 1 },
  maps: { gap: 0.36, each: 0.3, loose: 1.8 },
};

/** @param {Trace} trace @param {{width: number, height: number, scale: number, foot?: number}} stage
 *   foot: more room below, or less
 * @param {"numbers" | "maps"} [inside] what neurons show
 * @returns {Layout} */
export function layout(trace, { width, height, scale, foot = 0 }, inside = "numbers") {
  const { ranks, homes } = settle(trace);
  const at = scaled(ROOM, scale);
  const standing = bands(ranks.map((rank) => sourcesOf(trace, rank, homes)));
  const around = ranks.some((rank, b) =>
    sourcesOf(trace, rank, homes).some((a) => between(standing, a, b).length > 0),
  );
  if (around) at.top += at.around;
  const narrow = width < 640 * scale;
  if ([...homes.values()].some(({ where }) => where === "statistic"))
    at.top += at.statistics + (narrow ? at.line : 0);
  const beside = at.target + (narrow ? 0 : at.meterWidth + 44 * scale);
  const lines = narrow ? (width < SLIM * scale ? 2 : 1) : 0;
  const bottom = at.bottom + lines * at.line + foot * scale;
  // On the smallest of stages they stand close, and behind the meter.
  const usable = Math.max(height - at.top - bottom - (narrow ? at.meterHeight + 8 * scale : 0), 9);
  const deepest = Math.max(...standing.map(({ depth }) => depth));
  const each = (width - 2 * at.side - beside) / (deepest + 1);
  const needed = ranks.map((c, k) => rows(c.shape) / (standing[k].to - standing[k].from));
  const headroom = standing.some(({ from }) => from > 0) ? at.head : 0;
  const gap = Math.min((usable - headroom) / Math.max(1, ...needed), 230 * scale);
  const more = Math.max(1, ...badgeRows(trace, homes, ranks.length)) - 1;
  // Between two neurons there is room for their numbers, or there are none.
  const slack = (gap - (BESIDE + 26 * more) * scale) / 2;
  const most = slack >= LEAST * scale ? slack : Infinity;
  // On a phone a few without numbers around them are as large as the numbers in them take.
  const few = narrow && slack < LEAST * scale && Math.max(...needed) <= FEW;
  const r = Math.max(
    few ? Math.min(CARRIES * scale, gap * 0.32, each * SHARE[inside].each) : 0,
    Math.min(4, gap * 0.48),
    Math.min(42 * scale, most, gap * SHARE[inside].gap, each * SHARE[inside].each),
  );
  // What stands under the last neuron of the longest column reaches down to the sentence.
  const reaches = gap / 2 >= r + (31 + 26 * more) * scale;
  const detailed = slack >= r && r >= LEAST * scale && reaches;
  const room = {
    top: at.top - 6 * scale,
    height: usable,
    width: each,
    r,
    gap,
    loose: SHARE[inside].loose,
  };

  const half = ranks.some((c) => gridOf(c.shape)) ? Math.max(r, each * 0.31) : r;
  const left = at.side + half;
  const right = width - at.side - r - beside;
  const columns = ranks.map((rank, c) => {
    const { depth, from, to } = standing[c];
    const x = deepest ? left + ((right - left) * depth) / deepest : left;
    const under = from > 0 ? headroom : 0;
    const band = {
      ...room,
      top: room.top + from * usable + under,
      height: (to - from) * usable - under,
    };
    const spots = arrange(rank.shape, x, band);
    const neurons = spots.map((s) => ({ ...s, column: c, key: `${c}:${s.place.join("-")}` }));
    const head =
      from > 0
        ? Math.min(...neurons.map((n) => n.y - n.r)) - (detailed ? 40 : 24) * scale
        : 18 * scale;
    return { ...rank, x, neurons, grid: !!gridOf(rank.shape), head };
  });
  const x = width - at.side - at.meterWidth / 2 - (narrow ? 10 * scale : 0);
  const y = narrow ? height - bottom - at.meterHeight / 2 : at.top - 6 * scale + usable / 2;
  const inlet = { x: x + (narrow ? at.meterWidth : -at.meterWidth) / 2, y };
  const meter = { x, y, w: at.meterWidth, h: at.meterHeight, inlet };
  const pitch = deepest ? (right - left) / deepest : width;
  const roomy = pitch > 150 * scale;
  return {
    width,
    height,
    gap,
    columns,
    homes,
    edges: edges(trace, columns, homes, meter, at.target, standing),
    meter,
    detailed,
    roomy,
    pitch,
    scale,
  };
}

/** How many rows of parameters stand under the neurons of each column. @param {Trace} trace
 * @param {Map<string, Home>} homes @param {number} columns */
function badgeRows(trace, homes, columns) {
  const found = [...homes].filter(([name, h]) => h.where === "badge" && !trace.tensor(name).of);
  return Array.from(
    { length: columns },
    (_, c) => found.filter(([, home]) => "column" in home && home.column === c).length,
  );
}

/** Every length of a record, times the size of the type. @template {Record<string, number>} T
 * @param {T} room @param {number} scale @returns {T} */
function scaled(room, scale) {
  return /** @type {T} */ (
    Object.fromEntries(Object.entries(room).map(([k, v]) => [k, v * scale]))
  );
}
