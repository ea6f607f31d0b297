/**
 * The curve of an activation, sampled by the engine, with the neuron's point and its tangent.
 * @import { Cell, Op, Trace } from "../../core/data/trace.js"
 */
import { chainOf } from "../../core/explain/chain.js";
import { short } from "../../core/data/number.js";
import { placeOf, tensorOfKind, withExample } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { known, shown, trace } from "../control/state.js";
import { t } from "../ui/words.js";

/** Size of the drawing, and the room around the curve. */
const BOX = { width: 344, height: 124, side: 10, top: 12, bottom: 18 };

/** @typedef {{z: number[], a: number[], s: number[]}} Samples */

/** @param {{cell: Cell}} props */
export function Curve({ cell }) {
  const current = trace.value;
  const found = current && activationOf(current, cell);
  if (!current || !found) return null;
  const { op, place } = found;
  const { curve: samples } = /** @type {{curve?: Samples | null}} */ (op);
  const names = ["input", "output", "slope"].map((kind) => tensorOfKind(op, kind) ?? "");
  if (!samples || !names[2] || !known(names[0])) return null;
  const [z, a, s] = names.map((name) => valueAt(current, name, place));
  const { x, y, inside } = scales(samples, z);
  const sloped = known(names[2]);
  const words = [
    !inside && t("curve.beyond", { value: short(z) }),
    sloped && slopeWords(op, s),
  ].filter(Boolean);
  return html`<section>
    <h3 class="eyebrow">${t("curve.title")}</h3>
    <svg
      class="curve"
      viewBox="0 0 ${BOX.width} ${BOX.height}"
      role="img"
      aria-label=${[t("curve.label", { value: short(z) }), ...words].join(" ")}
    >
      <path
        class="axis"
        d="M${BOX.side} ${y(0)}H${BOX.width - BOX.side}M${x(0)} ${BOX.top}V${BOX.height - BOX.bottom}"
      />
      ${[samples.z[0], 0, samples.z[samples.z.length - 1]].map(
        (tick) =>
          html`<text class="tick" x=${x(tick)} y=${BOX.height - 4} text-anchor="middle"
            >${short(tick)}</text
          >`,
      )}
      <path
        class="line"
        d=${samples.z.map((v, k) => `${jumps(samples, k) ? "M" : "L"}${x(v).toFixed(1)} ${y(samples.a[k]).toFixed(1)}`).join("")}
      />
      ${inside && sloped && html`<path class="tangent" d=${tangent(x, y, z, a, s)} />`}
      ${inside && known(names[1]) && html`<circle class="point" cx=${x(z)} cy=${y(a)} r="5" />`}
    </svg>
    ${words.map((line) => html`<p class="slope" key=${line}>${line}</p>`)}
  </section>`;
}

/** The activation that writes a cell, or that of the neuron a parameter leads into, and the place.
 * @param {Trace} trace @param {Cell} cell @returns {{op: Op, place: number[]} | null} */
function activationOf(trace, cell) {
  const slope =
    chainOf(trace, cell, shown.value)?.factors.find((f) => f.part === "slope")?.cell ?? cell;
  const op = trace.ops[trace.steps[trace.writer.get(slope.tensor) ?? -1]?.op ?? -1];
  return op?.in_place ? { op, place: placeOf(trace.tensor(slope.tensor), slope.cell) } : null;
}

/** @param {Trace} trace @param {string} tensor @param {number[]} place */
function valueAt(trace, tensor, place) {
  return trace.value(tensor, withExample(trace.tensor(tensor), place, shown.value));
}

/** Whether the line begins anew: at its left end, and where it leaps although it is level on both
 * sides. @param {Samples} samples @param {number} k */
const jumps = ({ a, s }, k) => k === 0 || (a[k] !== a[k - 1] && s[k] === 0 && s[k - 1] === 0);

/** @param {Samples} samples @param {number} z */
function scales({ z: zs, a: as }, z) {
  const [left, right] = [zs[0], zs[zs.length - 1]];
  const [low, high] = [Math.min(0, ...as), Math.max(...as)];
  const width = BOX.width - 2 * BOX.side;
  const height = BOX.height - BOX.top - BOX.bottom;
  return {
    x: (/** @type {number} */ v) => BOX.side + ((v - left) / (right - left)) * width,
    y: (/** @type {number} */ v) => BOX.top + ((high - v) / (high - low || 1)) * height,
    inside: z >= left && z <= right,
  };
}

/** A line through the point, of one length on screen. @param {(v: number) => number} x
 * @param {(v: number) => number} y @param {number} z @param {number} a @param {number} s */
function tangent(x, y, z, a, s) {
  const [dx, dy] = [x(1) - x(0), s * (y(1) - y(0))];
  const k = 60 / Math.hypot(dx, dy);
  const [cx, cy] = [x(z), y(a)];
  return `M${cx - k * dx} ${cy - k * dy}L${cx + k * dx} ${cy + k * dy}`;
}

/** @param {Op} op @param {number} s */
function slopeWords(op, s) {
  if (!op.steepest) return t("curve.slope", { slope: short(s) });
  return t("curve.slopeOf", { slope: short(s), most: short(op.steepest) });
}
