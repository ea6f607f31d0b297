/** Signed pulls side by side, one for each example; the one on show is marked, another is picked. */
import { short, signed } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { pickExample } from "../control/pick-example.js";
import { shown } from "../control/state.js";
import { t } from "../ui/words.js";

const BOX = { width: 320, height: 72 };
/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** @param {{pulls: number[], rows: number[], added: number}} props  added: so many count already */
export function PullStrip({ pulls, rows, added }) {
  const [low, high] = [Math.min(0, ...pulls), Math.max(0, ...pulls)];
  const wide = BOX.width / pulls.length;
  const y = (/** @type {number} */ v) => 2 + ((high - v) / (high - low || 1)) * (BOX.height - 4);
  const here = Math.min(shown.value, pulls.length - 1);
  const bars = (/** @type {(v: number, k: number) => boolean} */ wanted) =>
    pulls.map((v, k) => (wanted(v, k) ? bar(k, v) : "")).join("");
  const bar = (/** @type {number} */ k, /** @type {number} */ v) =>
    `M${(k * wide).toFixed(2)} ${y(0).toFixed(1)}h${(wide * 0.86).toFixed(2)}V${y(v).toFixed(1)}h${(-wide * 0.86).toFixed(2)}Z`;
  const pick = (/** @type {number} */ k) =>
    pickExample(rows[Math.min(Math.max(k, 0), pulls.length - 1)]);
  const click = (/** @type {MouseEvent} */ event) => {
    const { left, width } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    pick(Math.floor(((event.clientX - left) / width) * pulls.length));
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    pick(here + by);
  };
  const told = {
    count: pulls.length,
    most: short(Math.max(...pulls)),
    least: short(Math.min(...pulls)),
  };
  return html`<svg
    class="pull-strip"
    viewBox="0 0 ${BOX.width} ${BOX.height}"
    preserveAspectRatio="none"
    role="slider"
    tabindex="0"
    aria-label=${t("pull.strip", told)}
    aria-valuemin="1"
    aria-valuemax=${pulls.length}
    aria-valuenow=${here + 1}
    aria-valuetext=${t("pull.example", { example: rows[here] + 1, pull: signed(pulls[here]) })}
    onClick=${click}
    onKeyDown=${press}
  >
    <rect class="here" x=${here * wide} y="0" width=${Math.max(wide, 2)} height=${BOX.height} />
    <path class="axis" d="M0 ${y(0)}H${BOX.width}" />
    <path class="left" d=${bars((_, k) => k >= added)} />
    <path data-sign="positive" d=${bars((v, k) => v > 0 && k < added)} />
    <path data-sign="negative" d=${bars((v, k) => v < 0 && k < added)} />
  </svg>`;
}
