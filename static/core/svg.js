/**
 * Pictures as SVG: elements as text, and a drawing context that writes them. What paints a canvas
 * paints with it too, line for line.
 */

/** @param {string | number} value */
const escaped = (value) =>
  String(value).replace(/[&<>"]/g, (c) => /** @type {any} */ (ENTITIES)[c]);
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A hundredth of a pixel is enough. @param {number} x */
export const round = (x) => Math.round(x * 100) / 100;

/** @typedef {string | number | null | undefined | false} Value */

/** An element; attributes without a value are left out. @param {string} name
 * @param {Record<string, Value>} attributes @param {string} [content] markup */
export function element(name, attributes, content = "") {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(
      ([key, value]) =>
        ` ${key}="${escaped(typeof value === "number" ? round(value) : value || "")}"`,
    )
    .join("");
  return content ? `<${name}${given}>${content}</${name}>` : `<${name}${given}/>`;
}

/** Characters between tags. @param {string} text */
export const characters = (text) => escaped(text);

/** A whole picture on its ground.
 * @param {{width: number, height: number, ground: string, title: string, about: string}} page
 * @param {string[]} elements */
export function picture({ width, height, ground, title, about }, elements) {
  const head = [
    element("title", {}, characters(title)),
    element("desc", {}, characters(about)),
    element("rect", { width, height, fill: ground }),
  ];
  const size = { width, height, viewBox: `0 0 ${round(width)} ${round(height)}` };
  return `${element("svg", { xmlns: "http://www.w3.org/2000/svg", ...size }, ["", ...head, ...elements, ""].join("\n"))}\n`;
}

/** A colour as browsers compute it, as all viewers know it. @param {string} css
 * @returns {{colour: string, alpha: number}} */
export function ink(css) {
  const parts = (css.match(/-?[\d.]+(?:e-?\d+)?%?/g) ?? []).map(Number);
  const scale = css.startsWith("color(srgb") ? 255 : 1;
  if (!/^(rgba?|color\(srgb)/.test(css))
    return { colour: css, alpha: css === "transparent" ? 0 : 1 };
  const [r, g, b] = parts.map((x) => Math.round(Math.min(Math.max(x * scale, 0), 255)));
  return { colour: `rgb(${r}, ${g}, ${b})`, alpha: parts[3] ?? 1 };
}
