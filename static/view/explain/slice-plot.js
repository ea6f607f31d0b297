/**
 * The loss over one weight, with the tangent of its gradient, and the step that descent takes: what the
 * gradient promised and what came. Dragging along it reads the curve.
 * @import { Slice } from "./nudged.js"
 */
import { short, signed } from "../../core/data/number.js";
import { html, useState } from "../../vendor/preact.js";
import { t } from "../ui/words.js";

const BOX = { width: 320, height: 140, side: 8, top: 10, bottom: 20 };
/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** @param {{slice: Slice, descent: {promised: number | null, came: number | null} | null}} props */
export function SlicePlot({ slice, descent }) {
  const [read, turn] = useState(/** @type {number | null} */ (null));
  const { points, losses, value, gradient, step } = slice;
  const known = losses.filter((e) => e !== null);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [left, right] = [points[0], points[points.length - 1]];
  const x = (/** @type {number} */ w) =>
    BOX.side + ((w - left) / (right - left)) * (BOX.width - 2 * BOX.side);
  const y = (/** @type {number} */ e) =>
    BOX.top + ((high - e) / (high - low || 1)) * (BOX.height - BOX.top - BOX.bottom);
  const now = losses[nearest(points, value)] ?? low;
  const d = points
    .map((w, k) =>
      losses[k] === null
        ? ""
        : `${k && losses[k - 1] !== null ? "L" : "M"}${x(w).toFixed(1)} ${y(losses[k]).toFixed(1)}`,
    )
    .join("");
  const tangent = `M${x(left)} ${y(now + gradient * (left - value))}L${x(right)} ${y(now + gradient * (right - value))}`;
  const told = words(slice, descent);
  const at = read === null ? null : { w: points[read], loss: losses[read] };
  const point = (/** @type {PointerEvent} */ event) => {
    if (event.type === "pointermove" && event.pointerType !== "mouse" && !event.buttons) return;
    const { left: from, width } = /** @type {Element} */ (
      event.currentTarget
    ).getBoundingClientRect();
    const share = ((event.clientX - from) / width) * BOX.width - BOX.side;
    turn(nearest(points, left + (share / (BOX.width - 2 * BOX.side)) * (right - left)));
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    turn(Math.min(Math.max((read ?? nearest(points, value)) + by, 0), points.length - 1));
  };
  return html`<figure class="plot">
    <figcaption class="caption">${t("slice.title")}</figcaption>
    <svg
      viewBox="0 0 ${BOX.width} ${BOX.height}"
      role="slider"
      tabindex="0"
      aria-label=${`${t("slice.title")} ${told}`}
      aria-valuemin=${left}
      aria-valuemax=${right}
      aria-valuenow=${at?.w ?? value}
      aria-valuetext=${reading(at?.w ?? value, at ? at.loss : now)}
      onPointerDown=${point}
      onPointerMove=${point}
      onPointerLeave=${() => turn(null)}
      onKeyDown=${press}
    >
      <clipPath id="slice-box">
        <rect x="0" y="0" width=${BOX.width} height=${BOX.height - BOX.bottom + 2} />
      </clipPath>
      <path class="axis" d="M${BOX.side} ${BOX.height - BOX.bottom}H${BOX.width - BOX.side}" />
      ${[left, value, right].map((w, k) => html`<text class="tick" x=${x(w)} y=${BOX.height - 4} text-anchor=${["start", "middle", "end"][k]}>${short(w)}</text>`)}
      <g clip-path="url(#slice-box)">
        <path class="tangent" d=${tangent} />
        <path class="line" d=${d} />
      </g>
      <circle class="point now" cx=${x(value)} cy=${y(now)} r="5" />
      ${
        step &&
        step.came !== null &&
        step.promised !== null &&
        step.to !== value &&
        html`<path
            class="step"
            d="M${x(step.to)} ${y(now + step.promised)}V${y(now + step.came)}"
          />
          <circle class="promised" cx=${x(step.to)} cy=${y(now + step.promised)} r="4" />
          <circle class="came" cx=${x(step.to)} cy=${y(now + step.came)} r="4" />`
      }
      ${at && at.loss !== null && html`<path class="read" d="M${x(at.w)} ${BOX.top}V${BOX.height - BOX.bottom}" /><circle class="point" cx=${x(at.w)} cy=${y(at.loss)} r="4" />`}
    </svg>
    <p>${at ? reading(at.w, at.loss) : told}</p>
  </figure>`;
}

/** @param {number} w @param {number | null} loss */
const reading = (w, loss) =>
  t("slice.read", { value: short(w), loss: loss === null ? "∞" : short(loss) });

/** @param {Slice} slice @param {{promised: number | null, came: number | null} | null} descent */
function words({ step, value }, descent) {
  const tell = (
    /** @type {string} */ key,
    /** @type {{promised: number | null, came: number | null}} */ of,
  ) =>
    of.promised === null || of.came === null
      ? ""
      : t(key, { promised: signed(of.promised), came: signed(of.came) });
  const own = step && step.to !== value ? tell("slice.step", step) : "";
  return [own, descent ? tell("slice.all", descent) : ""].filter(Boolean).join(" ");
}

/** @param {number[]} points @param {number} w */
const nearest = (points, w) =>
  points.reduce((best, p, k) => (Math.abs(p - w) < Math.abs(points[best] - w) ? k : best), 0);
