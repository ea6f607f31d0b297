/**
 * The elements that stand over the canvases of the stage, as SVG: boxes with their borders, and text
 * where it stands on the screen, line by line.
 */
import { characters, element, ink } from "../../core/svg.js";
import { fontOf, lines } from "./text.js";

/** What is for listening, or for changing something. */
const UNSEEN = ".visually-hidden, .katex-mathml, .edit, .dragged, canvas";

/** @typedef {{x: number, y: number}} Origin */

/** @param {Element} stage @returns {string[]} */
export function elementsOf(stage) {
  const { left, top } = stage.getBoundingClientRect();
  return [...stage.children].flatMap((child) => drawn(child, { x: left, y: top }, 1));
}

/** @param {Element} node @param {Origin} origin @param {number} opacity @returns {string[]} */
function drawn(node, origin, opacity) {
  if (node.matches(UNSEEN)) return [];
  const style = getComputedStyle(node);
  if (style.visibility === "hidden" || style.display === "none") return [];
  const through = opacity * Number(style.opacity);
  const inner = runs(node).flatMap((run) =>
    run instanceof Element ? drawn(run, origin, through) : written(run, style, origin, through),
  );
  return [...boxes(node, style, origin, through), ...inner];
}

/** The children of an element, texts side by side taken as one. @param {Element} node */
function runs(node) {
  /** @type {(Element | Text[])[]} */
  const found = [];
  for (const child of node.childNodes) {
    const last = found.at(-1);
    if (child instanceof Element) found.push(child);
    else if (child instanceof Text && Array.isArray(last)) last.push(child);
    else if (child instanceof Text) found.push([child]);
  }
  return found;
}

/** Ground, border and outline of an element. @param {Element} node @param {CSSStyleDeclaration} style
 * @param {Origin} origin @param {number} opacity */
function boxes(node, style, origin, opacity) {
  const { left, top, width, height } = node.getBoundingClientRect();
  if (!width || !height) return [];
  const box = { x: left - origin.x, y: top - origin.y, width, height };
  const radius = radiusOf(style.borderTopLeftRadius, Math.min(width, height));
  const found = [];
  const ground = ink(style.backgroundColor);
  if (ground.alpha)
    found.push(
      element("rect", {
        ...box,
        rx: radius,
        fill: ground.colour,
        "fill-opacity": ground.alpha * opacity,
      }),
    );
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => border(style, side));
  if (sides.every((side) => side.width))
    found.push(frame(box, radius, sides[0], -sides[0].width / 2, opacity));
  else if (sides[2].width) found.push(foot(box, sides[2], opacity));
  const outline = {
    ...ink(style.outlineColor),
    width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    dashed: false,
  };
  if (outline.width)
    found.push(
      frame(box, radius, outline, parseFloat(style.outlineOffset) + outline.width / 2, opacity),
    );
  return found;
}

/** @typedef {{colour: string, alpha: number, width: number, dashed: boolean}} Line */

/** @param {CSSStyleDeclaration} style @param {string} side @returns {Line} */
function border(style, side) {
  const of = (/** @type {string} */ what) => /** @type {any} */ (style)[`border${side}${what}`];
  const { colour, alpha } = ink(of("Color"));
  const none = of("Style") === "none" || of("Style") === "hidden" || !alpha;
  const width = none ? 0 : parseFloat(of("Width"));
  return { colour, alpha, width, dashed: of("Style") === "dashed" };
}

/** A line around a box, so far outside of its edge. @param {{x: number, y: number, width: number,
 *   height: number}} box @param {number} radius @param {Line} line @param {number} out
 * @param {number} opacity */
const frame = ({ x, y, width, height }, radius, line, out, opacity) =>
  element("rect", {
    x: x - out,
    y: y - out,
    width: width + 2 * out,
    height: height + 2 * out,
    rx: Math.max(radius + out, 0),
    fill: "none",
    ...strokeOf(line, opacity),
  });

/** @param {{x: number, y: number, width: number, height: number}} box @param {Line} line
 * @param {number} opacity */
function foot({ x, y, width, height }, line, opacity) {
  const at = y + height - line.width / 2;
  return element("line", { x1: x, y1: at, x2: x + width, y2: at, ...strokeOf(line, opacity) });
}

/** @param {Line} line @param {number} opacity */
const strokeOf = ({ colour, alpha, width, dashed }, opacity) => ({
  stroke: colour,
  "stroke-width": width,
  "stroke-opacity": alpha * opacity,
  "stroke-dasharray": dashed && "3 3",
});

/** @param {string} radius @param {number} side */
const radiusOf = (radius, side) =>
  Math.min(radius.endsWith("%") ? (parseFloat(radius) / 100) * side : parseFloat(radius), side / 2);

/** Each line of a text at the place and with the width that it has on the screen: another font fits
 * too. @param {Text[]} nodes @param {CSSStyleDeclaration} style @param {Origin} origin
 * @param {number} opacity */
function written(nodes, style, origin, opacity) {
  const { colour, alpha } = ink(style.color);
  const upper = style.textTransform === "uppercase";
  return lines(nodes, style).map(({ text, x, width, baseline }) =>
    element(
      "text",
      {
        x: x - origin.x,
        y: baseline - origin.y,
        textLength: width,
        lengthAdjust: "spacingAndGlyphs",
        ...fontOf(style),
        fill: colour,
        "fill-opacity": alpha * opacity,
        "text-decoration": style.textDecorationLine === "line-through" && "line-through",
      },
      characters(upper ? text.toLocaleUpperCase() : text),
    ),
  );
}
