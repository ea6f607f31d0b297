/** What a term means, in a picture the size of a stamp. */
import { html } from "../../vendor/preact.js";

const CURVE = "M6 50C34 50 38 8 66 8";
const BOWL = "M8 8C14 58 58 58 64 8";

/** Thin: what is there anyway; thick: what is meant. @type {Record<string, {thin?: string, thick?: string,
 *   dots?: [number, number][]}>} */
const PICTURES = {
  gradient: { thin: BOWL, thick: "M12 22L24 50M12 22l-1 8M12 22l6 5", dots: [[18, 36]] },
  slope: { thin: CURVE, thick: "M22 44L50 14", dots: [[36, 29]] },
  delta: { thin: "M36 12a16 16 0 1 0 .1 0M58 28H70", thick: "M36 7a21 21 0 1 1-21 21M62 23l-5 5 5 5" },
  loss: { thin: "M8 16H64M8 42H64", thick: "M36 18V40M32 23l4-5 4 5M32 35l4 5 4-5", dots: [[20, 16], [52, 42]] },
  weight: { thin: "M4 28a8 8 0 1 0 16 0a8 8 0 1 0-16 0M52 28a8 8 0 1 0 16 0a8 8 0 1 0-16 0", thick: "M20 28H52" },
  bias: { thin: "M6 42H66", thick: "M36 42V16M31 22l5-6 5 6", dots: [[36, 42]] },
  eta: { thin: BOWL, thick: "M13 26L23 42L36 46", dots: [[13, 26], [23, 42], [36, 46]] },
  path: { thin: "M8 28L36 8L64 28M36 8L36 48M36 48L64 28", thick: "M8 28L36 48L64 28", dots: [[8, 28], [36, 48], [64, 28]] },
  batch: { thin: "M12 12L40 28M12 28H40M12 44L40 28", thick: "M40 28H66M60 23l6 5-6 5", dots: [[12, 12], [12, 28], [12, 44]] },
  nudge: { thin: CURVE, thick: "M28 40H44V20", dots: [[28, 40], [44, 20]] },
}; // prettier-ignore

/** @param {{term: string}} props */
export function TermPicture({ term }) {
  const { thin, thick, dots = [] } = PICTURES[term] ?? {};
  return html`<svg class="term-picture" viewBox="0 0 72 56" aria-hidden="true">
    <path class="thin" d=${thin} />
    <path class="thick" d=${thick} />
    ${dots.map(([x, y]) => html`<circle cx=${x} cy=${y} r="3.5" />`)}
  </svg>`;
}
