/**
 * The questions of the backward pass: of a derivative, a slope, an input, of paths, of examples.
 * @import { Cell, Step, Trace } from "../data/trace.js"
 * @import { Reason } from "./reason.js"
 */
import { short, signed } from "../data/number.js";
import { cellText } from "./symbol.js";
import { readsOf } from "./chain.js";
import { cellsOf, contributionsOf } from "./contributions.js";
import { parameterCount } from "./network-numbers.js";
import { reason } from "./reason.js";

/** The nudge that a sentence speaks of. */
const NUDGE = 0.001;

/** @param {Trace} trace @param {Step} step @param {Cell} cell @param {number} shown
 * @returns {Reason[]} */
export function backwardReasons(trace, step, cell, shown) {
  const t = trace.tensor(cell.tensor);
  const value = trace.value(cell.tensor, cell.cell);
  const backwards = reason("backwards", passes(trace), { view: "nudge" });
  if (t.role_kind === "slope") return [slopeSoon(trace, cell, value), backwards];
  const of = cellText(trace, { tensor: t.of ?? t.name, cell: cell.cell });
  const own = { of, symbol: cellText(trace, cell), value: signed(value) };
  if (trace.ops[step.op].family === "loss") {
    const change = signed(NUDGE * value);
    return [reason("blame", { ...own, change }, { view: "nudge" }), backwards];
  }
  const kind = t.of && trace.tensor(t.of).kind === "parameter" ? trace.tensor(t.of).role_kind : "";
  if (kind === "bias") return withPulls(trace, cell, own, "bias", "bias");
  if (kind)
    return withPulls(trace, cell, { ...own, ...factors(trace, cell, shown) }, "input", "input");
  const slope = slopeNow(trace, cell, value);
  if (slope) return [slope, backwards];
  const all = contributionsOf(trace, cell).map((c) => c.value);
  if (all.length < 2) return [backwards];
  const [first, second] = [...all].sort((a, b) => Math.abs(b) - Math.abs(a)).map((x) => signed(x));
  const along = reason("paths", { ...own, first, second, count: all.length }, { view: "paths" });
  return [along, backwards];
}

/** @param {Trace} trace @param {Cell} cell @param {Record<string, string | number>} own
 * @param {string} key @param {string} ask @returns {Reason[]} */
function withPulls(trace, cell, own, key, ask) {
  if (trace.batch === 1) return [reason(key, own, { view: "nudge" })];
  const pulls = new Float64Array(trace.batch);
  for (const found of contributionsOf(trace, cell)) {
    const read = cellsOf(found).find((c) => trace.tensor(c.cell.tensor).batched);
    if (read) pulls[read.cell.cell[0]] += found.value;
  }
  const batch = { ...own, batch: trace.batch };
  const smaller = pulls.filter((g) => g > 0).length;
  const larger = pulls.filter((g) => g < 0).length;
  return [
    reason(`${key}Batch`, batch, { ask, view: "nudge" }),
    reason("pulls", { ...batch, smaller, larger }, { view: "pulls" }),
  ];
}

/** δ and the input of a weight's gradient, for the example on show. @param {Trace} trace
 * @param {Cell} cell @param {number} shown */
function factors(trace, cell, shown) {
  const reads = readsOf(trace, cell).map((r) => r.cell);
  const own = reads.filter((c) => !trace.tensor(c.tensor).batched || c.cell[0] === shown);
  const of = (/** @type {boolean} */ gradient) => {
    const found = own.find((c) => (trace.tensor(c.tensor).kind === "gradient") === gradient);
    return found ? trace.value(found.tensor, found.cell) : 1;
  };
  const [delta, input] = [of(true), of(false)];
  return {
    delta: signed(delta),
    input: short(input),
    share: signed(delta * input),
    example: shown + 1,
  };
}

/** @param {Trace} trace @param {Cell} cell @param {number} value @returns {Reason} */
function slopeSoon(trace, cell, value) {
  const z = originOf(trace, cell);
  return reason("slopeSoon", { slope: short(value), z }, { ask: "slope", view: "nudge" });
}

/** @param {Trace} trace @param {Cell} cell */
function originOf(trace, cell) {
  const op = trace.ops[/** @type {number} */ (trace.tensor(cell.tensor).op)];
  const role = Object.keys(op.role_kinds).find((r) => op.role_kinds[r] === "input") ?? "";
  return short(trace.value(op.roles[role], cell.cell));
}

/** @param {Trace} trace @param {Cell} cell @param {number} value @returns {Reason | null} */
function slopeNow(trace, cell, value) {
  const reads = readsOf(trace, cell).map((r) => r.cell);
  const slope = reads.find((c) => trace.tensor(c.tensor).role_kind === "slope");
  const error = reads.find((c) => trace.tensor(c.tensor).kind === "gradient");
  if (!slope || !error || reads.length !== 2) return null;
  const [s, e] = [slope, error].map((c) => trace.value(c.tensor, c.cell));
  const told = { slope: short(s), error: signed(e), delta: signed(value) };
  return reason("slope", told, { view: "nudge" });
}

/** Forward passes that nudging would take: two for each number. @param {Trace} trace */
function passes(trace) {
  const count = parameterCount(trace);
  return { count, passes: 2 * count };
}
