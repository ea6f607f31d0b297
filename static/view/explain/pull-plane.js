/** The examples as points of the plane: colour and shape say which way each pulls, size how hard. */
import { html } from "../../vendor/preact.js";
import { pickExample } from "../control/pick-example.js";
import { domain } from "../control/network-state.js";
import { experiment, shown } from "../control/state.js";
import { t } from "../ui/words.js";

const SIDE = 200;
/** Radius of the smallest and the largest. */
const LEAST = 1.5;
const MOST = 8;

/** @param {{pulls: number[], rows: number[]}} props */
export function PullPlane({ pulls, rows }) {
  const [now, room] = [experiment.value, domain.value];
  if (!now || room?.kind !== "plane") return null;
  const most = Math.max(...pulls.map(Math.abs)) || 1;
  const [x, y] = room.ends.map(
    ([low, high], k) =>
      (/** @type {number} */ v) =>
        SIDE * (k ? (high - v) / (high - low) : (v - low) / (high - low)),
  );
  const points = pulls.map((pull, k) => {
    const [a, b] = now.inputs[rows[k]];
    return {
      k,
      pull,
      x: x(a),
      y: y(b),
      r: LEAST + (MOST - LEAST) * Math.sqrt(Math.abs(pull) / most),
    };
  });
  const click = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const at = {
      x: ((event.clientX - box.left) / box.width) * SIDE,
      y: ((event.clientY - box.top) / box.height) * SIDE,
    };
    const far = (/** @type {{x: number, y: number}} */ p) => Math.hypot(p.x - at.x, p.y - at.y);
    pickExample(rows[points.reduce((best, p) => (far(p) < far(best) ? p : best)).k]);
  };
  const here = points[Math.min(shown.value, points.length - 1)];
  return html`<svg
    class="pull-plane"
    viewBox="0 0 ${SIDE} ${SIDE}"
    role="img"
    aria-label=${t("pull.plane")}
    onClick=${click}
  >
    <rect class="ground" x="0.5" y="0.5" width=${SIDE - 1} height=${SIDE - 1} rx="6" />
    ${points.map((p) =>
      p.pull < 0
        ? html`<rect
            key=${p.k}
            data-sign="negative"
            x=${p.x - p.r}
            y=${p.y - p.r}
            width=${2 * p.r}
            height=${2 * p.r}
          />`
        : html`<circle key=${p.k} data-sign="positive" cx=${p.x} cy=${p.y} r=${p.r} />`,
    )}
    <circle class="here" cx=${here.x} cy=${here.y} r=${here.r + 4} />
  </svg>`;
}
