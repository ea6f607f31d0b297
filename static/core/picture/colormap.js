/**
 * Colours for answers: hue is the side of the middle, strength the way from it.
 *
 * @typedef {{middle: number, reach: number}} Scale  full colour at middle ± reach
 * @typedef {Record<string, string>} Colours  the tokens, each #rrggbb; a panel is the middle
 * @import { Interval } from "../data/kinds.js"
 * @import { Meaning } from "../data/target-type.js"
 * @import { Surface } from "./surfaces.js"
 */
import { surfaceValue } from "./surfaces.js";

/** Full colour still leaves wires and points to be seen. */
const FULL = 0.82;

/**
 * The scale of one neuron: an output is measured by its targets, another by the bounds of its
 * activation; what has no bounds by its own largest answer, the same to both sides of 0.
 * @param {{low: number, high: number}} surface @param {Interval | null | undefined} range @param {Meaning | null} targets
 * @returns {Scale}
 */
export function scaleOf({ low, high }, range, targets) {
  if (targets?.kind === "classes" && targets.values[0].length === 1) {
    const [[a], [b]] = targets.values;
    return { middle: (a + b) / 2, reach: (b - a) / 2 };
  }
  if (targets?.kind === "heights") return even(targets.low, targets.high);
  const [least, most] = range ?? [null, null];
  if (typeof least !== "number" || typeof most !== "number") return even(low, high);
  return { middle: (least + most) / 2, reach: (most - least) / 2 };
}

/** @param {number} low @param {number} high @returns {Scale} */
const even = (low, high) => ({
  middle: 0,
  reach: Math.max(Math.abs(low), Math.abs(high)) || 1,
});

/** 256 colours from negative over the middle to positive, as pixels. @param {Colours} colours */
export function ramp(colours) {
  const known = ramps.get(colours);
  if (known) return known;
  const [m, p, n] = [colours.panel, colours.positive, colours.negative].map(rgb);
  const made = Uint32Array.from({ length: 256 }, (_, k) => {
    const share = (k - 127.5) / 127.5;
    return mixed(m, share < 0 ? n : p, FULL * Math.abs(share));
  });
  ramps.set(colours, made);
  return made;
}

/** @type {WeakMap<Colours, Uint32Array>} */
const ramps = new WeakMap();

/** Paint one surface, a pixel for each of its points. @param {Surface} surface
 * @param {Scale} scale @param {Uint32Array} colours @param {Uint32Array} out */
export function shade({ values, low, high }, { middle, reach }, colours, out) {
  const bytes = values instanceof Uint8Array;
  const slope = (127.5 / reach) * (bytes ? (high - low) / 255 : 1);
  const from = 127.5 + (127.5 / reach) * ((bytes ? low : 0) - middle) + 0.5;
  for (let k = 0; k < values.length; k++) {
    const at = from + slope * values[k];
    out[k] = colours[at > 0 ? (at < 255 ? at | 0 : 255) : 0];
  }
}

/** Paint which of several answers is the largest, the stronger the further it leads the second.
 * @param {Surface[]} surfaces @param {string[]} hues @param {string} middle @param {Uint32Array} out */
export function shadeWinner(surfaces, hues, middle, out) {
  const steps = 255;
  const inks = hues.map((hue) => {
    const [paper, ink] = [rgb(middle), rgb(hue)];
    return Uint32Array.from({ length: steps + 1 }, (_, k) => mixed(paper, ink, (FULL * k) / steps));
  });
  const full = Math.max(...surfaces.map((s) => s.high)) - Math.min(...surfaces.map((s) => s.low));
  const share = full ? steps / full : 0;
  for (let k = 0; k < out.length; k++) {
    let best = 0;
    let first = -Infinity;
    let second = -Infinity;
    for (let c = 0; c < surfaces.length; c++) {
      const value = surfaceValue(surfaces[c], k);
      if (value > first) {
        second = first;
        first = value;
        best = c;
      } else if (value > second) second = value;
    }
    out[k] = inks[best][Math.min(steps, Math.round((first - second) * share))];
  }
}

/** The colour of one value, for a mark on the plane. @param {number} value @param {Scale} scale
 * @param {Colours} colours */
export function hueOf(value, { middle, reach }, colours) {
  const share = Math.min(Math.abs(value - middle) / reach, 1);
  const ink = rgb(value < middle ? colours.negative : colours.positive);
  const paper = rgb(colours.panel);
  return `rgb(${ink.map((c, k) => Math.round(paper[k] + (c - paper[k]) * share)).join(" ")})`;
}

/** @param {string} hex @returns {number[]} */
const rgb = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));

/** A pixel, as canvases hold it: red in the lowest byte. @param {number[]} paper
 * @param {number[]} ink @param {number} share */
function mixed(paper, ink, share) {
  const at = (/** @type {number} */ k) => Math.round(paper[k] + (ink[k] - paper[k]) * share);
  return ((255 << 24) | (at(2) << 16) | (at(1) << 8) | at(0)) >>> 0;
}
