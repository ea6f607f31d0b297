/** A small picture of data. */
import { scatter } from "../../core/picture/scatter.js";
import { html } from "../../vendor/preact.js";

/** @import { DrawnData } from "../server/api.js" */

const SIDE = 64;
const EDGE = 5;

/** @param {{data: DrawnData | undefined}} props */
export function Thumb({ data }) {
  const box = `0 0 ${SIDE} ${SIDE}`;
  return html`<svg class="thumb" viewBox=${box} aria-hidden="true">${data && marks(data)}</svg>`;
}

/** @param {DrawnData} data */
function marks(data) {
  const found = scatter(data);
  if ("pixels" in found) {
    const side = (SIDE - 2 * EDGE) / found.pixels.length;
    return found.pixels.flatMap((row, i) =>
      row.map(
        (ink, j) =>
          html`<rect
            x=${EDGE + j * side}
            y=${EDGE + i * side}
            width=${side + 0.1}
            height=${side + 0.1}
            opacity=${Math.min(Math.max(ink, 0), 1)}
          />`,
      ),
    );
  }
  const at = (/** @type {number} */ share) => EDGE + share * (SIDE - 2 * EDGE);
  return found.dots.map(
    ({ x, y, value }) =>
      html`<circle
        class=${value < 0 ? "negative" : "positive"}
        cx=${at(x)}
        cy=${at(1 - y)}
        r="1.9"
        opacity=${0.35 + 0.65 * Math.abs(value)}
      />`,
  );
}
