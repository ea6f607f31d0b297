/** Very many signed numbers at a glance: each a thin bar, from the largest down to the smallest. */
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";

const BOX = { width: 344, height: 44 };

/** @param {{values: number[]}} props */
export function Profile({ values }) {
  const sorted = Float64Array.from(values).sort().reverse();
  const most = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1])) || 1;
  const low = Math.min(0, sorted[sorted.length - 1]);
  const high = Math.max(0, sorted[0]);
  const y = (/** @type {number} */ v) => ((high - v) / (high - low || most)) * BOX.height;
  const wide = BOX.width / sorted.length;
  const bars = (/** @type {(v: number) => boolean} */ wanted) =>
    [...sorted]
      .map((v, k) =>
        wanted(v)
          ? `M${(k * wide).toFixed(2)} ${y(0).toFixed(1)}h${wide.toFixed(2)}V${y(v).toFixed(1)}h${(-wide).toFixed(2)}Z`
          : "",
      )
      .join("");
  const told = {
    count: sorted.length,
    most: short(sorted[0]),
    least: short(sorted[sorted.length - 1]),
  };
  return html`<svg
    class="profile"
    viewBox="0 0 ${BOX.width} ${BOX.height}"
    preserveAspectRatio="none"
    role="img"
    aria-label=${t("stack.profile", told)}
  >
    <path data-sign="positive" d=${bars((v) => v > 0)} />
    <path data-sign="negative" d=${bars((v) => v < 0)} />
  </svg>`;
}
