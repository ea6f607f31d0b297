/** A colour as browsers compute it, in the two parts that every program for SVG reads. */

/** @typedef {{hex: string, alpha: number}} Ink */

/** Of #rrggbb, rgb(…) and color(srgb …); any other is left as it is. @param {string} css
 * @returns {Ink} */
export function ink(css) {
  const mixed = css.startsWith("color(srgb");
  if (!mixed && !css.startsWith("rgb")) return { hex: css, alpha: 1 };
  const [r, g, b, alpha = 1] = (css.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const full = mixed ? 255 : 1;
  return { hex: `#${[r, g, b].map((x) => byte(x * full)).join("")}`, alpha };
}

/** @param {number} x */
const byte = (x) =>
  Math.round(Math.min(Math.max(x, 0), 255))
    .toString(16)
    .padStart(2, "0");
