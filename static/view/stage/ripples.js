/**
 * The change that a nudge makes, arriving at every number it reaches: at neurons, at the number that was
 * nudged, and at the loss.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Layout } from "../../core/picture/layout.js"
 * @typedef {{key: string, x: number, y: number, value: number, dot: boolean}} Ripple
 */
import { numbers } from "../../core/data/bytes.js";
import { standAt } from "../../core/picture/stand.js";
import { tiny } from "../../core/data/number.js";
import { sign } from "../../core/picture/scale.js";
import { cells, sameCell } from "../../core/data/trace.js";
import { html, useMemo } from "../../vendor/preact.js";
import { nudgeFound } from "../explain/nudged.js";
import { arrived } from "../explain/ripple.js";
import { shown, trace, training } from "../control/state.js";
import { inspectorTab } from "../ui/tabs.js";
import { labels, picture } from "./layout-state.js";

/** Where a nudge is read: in other tabs nobody sees what the numbers are of. */
const ASKED = ["step", "lesson", "matrices"];
/** The largest column whose neurons carry numbers, and all neurons that carry anything. */
const ROOM = 12;
const MOST = 400;
/** From the middle of a neuron to the number at its rim, in radii, where that has room beside it. */
const AWAY = 0.78;
const SMALL = 30;
/** From the edge of the meter, whose formula it is not to hide, to the number over it. */
const ABOVE = 9;

export function Ripples() {
  const [at, of, found] = [picture.value, trace.value, nudgeFound.value];
  const answer = found?.order.now === of ? found?.answer : null;
  const values = useMemo(
    () => answer?.nudges[0].changed.map((c) => ({ ...c, deltas: numbers(c.values ?? "") })) ?? [],
    [answer],
  );
  if (!at || !of || !answer || !found || training.value || !ASKED.includes(inspectorTab.value))
    return null;
  /** @type {Map<string, Ripple>} what arrived last at a neuron stands for it */
  const ripples = new Map();
  for (const { tensor, deltas } of values.slice(0, arrived.value)) {
    const t = of.tensor(tensor);
    for (const [k, cell] of deltas.length > MOST * of.batch ? [] : cells(t.shape).entries()) {
      if (!deltas[k] || (t.batched && cell[0] !== shown.value)) continue;
      const ripple = rippleAt(at, of, { tensor, cell }, deltas[k]);
      if (ripple) ripples.set(ripple.key, ripple);
    }
  }
  const own = startOf(at, of, found.order.cell, answer.nudges[0].moved);
  return [...(own ? [own] : []), ...ripples.values()].map(
    ({ key, x, y, value, dot }) =>
      html`<span
        key=${`ripple ${key}`}
        class=${dot ? "ripple dot" : "ripple"}
        data-sign=${sign(value)}
        style=${{ left: `${x}px`, top: `${y}px` }}
        aria-hidden="true"
        >${dot ? "" : `${value > 0 ? "+" : ""}${tiny(Number(value.toPrecision(3)))}`}</span
      >`,
  );
}

/** @param {Layout} at @param {Trace} of @param {Cell} cell @param {number} value
 * @returns {Ripple | null} */
function rippleAt(at, of, cell, value) {
  const key = standAt(at, of, cell);
  if (key === "meter")
    return {
      key,
      x: at.meter.x,
      y: at.meter.y - at.meter.h / 2 - ABOVE * at.scale,
      value,
      dot: false,
    };
  const column = at.columns.find((c) => c.neurons.some((n) => n.key === key));
  const neuron = column?.neurons.find((n) => n.key === key);
  if (!key || !column || !neuron) return null;
  const dot = column.grid || column.neurons.length > ROOM || neuron.r < 12;
  if (neuron.r < SMALL * at.scale) return { key, x: neuron.x, y: neuron.y - neuron.r, value, dot };
  return { key, x: neuron.x + AWAY * neuron.r, y: neuron.y - AWAY * neuron.r, value, dot };
}

/** At the weight that was nudged; a neuron has its change already. @param {Layout} at
 * @param {Trace} of @param {Cell} cell @param {number} value @returns {Ripple | null} */
function startOf(at, of, cell, value) {
  if (of.tensor(cell.tensor).kind !== "parameter") return rippleAt(at, of, cell, value);
  const edge = at.edges.find((e) => sameCell(e.cell, cell));
  const place = edge && labels.value?.at.get(edge.key);
  const up = (labels.value?.name === "over" ? 32 : 26) * at.scale;
  return place ? { key: "start", x: place.x, y: place.y - up, value, dot: false } : null;
}
