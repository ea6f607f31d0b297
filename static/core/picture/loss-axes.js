/**
 * The ticks beside and under a loss curve.
 *
 * @typedef {{value: number, at: number}} Tick  a number and where it stands, in pixels
 * @typedef {Tick & {label: number}} Below  and the middle of its number, which stays within the edge
 * @import { Box, Extent } from "./loss-curve.js"
 */
import { across, down } from "./loss-curve.js";
import { ticks } from "./ticks.js";

/** Pixels that a number needs beside others of its axis. */
const APART = { across: 72, down: 22 };

/** Pixels of a digit, and those that a number may reach beyond the right end of the curve. */
const DIGIT = 6.5;
const BEYOND = 6;

/** @param {Extent} extent @param {Box} box @returns {{losses: Tick[], iterations: Below[]}} */
export function lossAxes(extent, box) {
  const { from, to, low, high, log } = extent;
  const losses = log ? powers(low, high) : between(low, high, box.height / APART.down);
  const iterations = between(from, to, box.width / APART.across).filter(Number.isInteger);
  return {
    losses: thinned(
      losses.map((value) => ({ value, at: down(value, extent, box) })),
      APART.down,
    ),
    iterations: iterations.map((value) => {
      const [at, half] = [across(value, extent, box), (DIGIT * `${value}`.length) / 2];
      return { value, at, label: Math.min(at, box.width + BEYOND - half) };
    }),
  };
}

/** @param {number} low @param {number} high @param {number} most */
const between = (low, high, most) => (high > low ? ticks(low, high, Math.max(1, most)) : []);

/** The powers of ten within two losses. @param {number} low @param {number} high */
function powers(low, high) {
  if (!(low > 0 && high > low)) return [];
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => Number(`1e${first + k}`));
}

/** Those that are far enough from the one before. @param {Tick[]} all @param {number} apart */
function thinned(all, apart) {
  /** @type {Tick[]} */
  const kept = [];
  for (const tick of all)
    if (!kept.length || Math.abs(tick.at - kept[kept.length - 1].at) >= apart) kept.push(tick);
  return kept;
}
