/**
 * How far change and promise are apart for nudges of every size, both in powers of ten: down while the
 * nudge shrinks, and up again where rounding takes over.
 * @import { Nudge } from "./nudged.js"
 */
import { apartOf } from "../../core/explain/apart.js";
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";

const BOX = { width: 320, height: 96, left: 44, bottom: 18, top: 8, right: 10 };

/** @param {{nudges: Nudge[], at: number}} props  at: the nudge on show */
export function Sweep({ nudges, at }) {
  const points = nudges.flatMap((nudge) => {
    const { epsilon, moved } = nudge;
    const difference = apartOf(nudge);
    const size = difference === null ? NaN : Math.abs(difference / moved);
    return size > 0 ? [{ epsilon, apart: size, power: Math.log10(size) }] : [];
  });
  if (points.length < 2) return null;
  const low = Math.floor(Math.min(...points.map((p) => p.power)));
  const high = Math.ceil(Math.max(...points.map((p) => p.power))) + (low ? 0 : 1);
  const x = (/** @type {number} */ e) =>
    BOX.left + ((-1 - Math.log10(Math.abs(e))) / 7) * (BOX.width - BOX.left - BOX.right);
  const y = (/** @type {number} */ p) =>
    BOX.top + ((high - p) / (high - low || 1)) * (BOX.height - BOX.top - BOX.bottom);
  const d = points
    .map((p, k) => `${k ? "L" : "M"}${x(p.epsilon).toFixed(1)} ${y(p.power).toFixed(1)}`)
    .join("");
  const told = points.map((p) => `ε ${short(p.epsilon)}: ${short(p.apart)}`).join("; ");
  return html`<figure class="plot">
    <figcaption class="caption">${t("nudge.sweep")}</figcaption>
    <svg
      viewBox="0 0 ${BOX.width} ${BOX.height}"
      role="img"
      aria-label=${`${t("nudge.sweep")} ${told}`}
    >
      <path
        class="axis"
        d="M${BOX.left} ${BOX.top}V${BOX.height - BOX.bottom}H${BOX.width - BOX.right}"
      />
      ${[high, low].map((p) => html`<text class="tick" x=${BOX.left - 6} y=${y(p) + 4} text-anchor="end">10${raised(p)}</text>`)}
      ${[-1, -4, -8].map((p) => html`<text class="tick" x=${x(10 ** p)} y=${BOX.height - 4} text-anchor=${p === -8 ? "end" : "middle"}>ε 10${raised(p)}</text>`)}
      <path class="line" d=${d} />
      ${points.map((p) => html`<circle class=${Math.abs(Math.abs(p.epsilon / at) - 1) < 1e-6 ? "point now" : "point"} cx=${x(p.epsilon)} cy=${y(p.power)} r=${Math.abs(Math.abs(p.epsilon / at) - 1) < 1e-6 ? 5 : 3} />`)}
    </svg>
  </figure>`;
}

/** @param {number} power */
const raised = (power) =>
  [...String(power)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
