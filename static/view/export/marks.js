/**
 * The elements of the stage read as boxes and letters: where each is and how it looks. Read from the
 * page, so that a picture shows what the stage shows, in every language and theme.
 * @import { Box, Mark } from "../../core/picture/marks.js"
 * @typedef {{left: number, top: number}} Corner
 */
import { lettersOf } from "./letters.js";

/** No part of the picture: canvases, what is typed into, what is only said. */
const APART = "canvas, .edit, .dragged, .visually-hidden";

/** @param {Element} stage @param {string} loss the name that stands for its formula
 * @returns {Mark[]} */
export function marksOf(stage, loss) {
  const { left, top } = stage.getBoundingClientRect();
  const raised = (/** @type {Element} */ e) => Number(getComputedStyle(e).zIndex) || 0;
  const inOrder = [...stage.children].sort((a, b) => raised(a) - raised(b));
  return inOrder.flatMap((element) => read(element, { left, top }, loss));
}

/** @param {Element} element @param {Corner} from @param {string} loss @returns {Mark[]} */
function read(element, from, loss) {
  if (element.matches(APART)) return [];
  const style = getComputedStyle(element);
  if (element.matches(".rule")) return lettersOf(element, style, from, loss);
  const inside = [...element.childNodes].flatMap((node) => {
    if (node instanceof Element) return read(node, from, loss);
    return node instanceof Text ? lettersOf(node, style, from) : [];
  });
  return [...boxesOf(element, style, from), ...inside, ...strikeOf(element, style, from)];
}

/** The ground with its border, and the lines around it. @param {Element} element
 * @param {CSSStyleDeclaration} style @param {Corner} from @returns {Box[]} */
function boxesOf(element, style, from) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const corner = style.borderTopLeftRadius.endsWith("%") ? width / 2 : size(style.borderTopLeftRadius); // prettier-ignore
  const around = (/** @type {number} */ out) => ({
    x: left - from.left - out,
    y: top - from.top - out,
    width: width + 2 * out,
    height: height + 2 * out,
    corner: Math.max(Math.min(corner, width / 2, height / 2) + out, 0),
  });
  const found = [];
  const thick = style.borderTopStyle === "none" ? 0 : size(style.borderTopWidth);
  const dash = style.borderTopStyle === "dashed" ? [3 * thick, 3 * thick] : [];
  const [fill, line] = [style.backgroundColor, style.borderTopColor].map(seen);
  if (fill || (thick && line)) found.push({ ...around(-thick / 2), fill, line, thick, dash });
  const ring = style.outlineStyle === "none" ? 0 : size(style.outlineWidth);
  const away = size(style.outlineOffset) + ring / 2;
  if (ring) found.push({ ...around(away), line: style.outlineColor, thick: ring });
  const [, glow, spread] = style.boxShadow.match(/^(.*\)) 0px 0px 0px ([\d.]+)px$/) ?? [];
  if (glow) found.push({ ...around(size(spread) / 2), line: glow, thick: size(spread) });
  return found;
}

/** The line through what no longer holds. @param {Element} element
 * @param {CSSStyleDeclaration} style @param {Corner} from @returns {Box[]} */
function strikeOf(element, style, from) {
  if (!style.textDecorationLine.includes("line-through")) return [];
  const { left, top, width, height } = element.getBoundingClientRect();
  const y = top - from.top + height / 2;
  return [{ x: left - from.left, y, width, height: 1, corner: 0, fill: style.color }];
}

/** @param {string} length */
const size = (length) => parseFloat(length) || 0;

/** A colour that can be seen at all. @param {string} colour */
const seen = (colour) => (/(, |\/ )0\)$/.test(colour) ? undefined : colour);
