/**
 * The letters of an element, line by line: where each line stands and in which face.
 * @import { Letters } from "../../core/picture/marks.js"
 */

const ruler = /** @type {CanvasRenderingContext2D} */ (
  document.createElement("canvas").getContext("2d")
);

/** The letters of a node, or words that stand in the middle of its place instead.
 * @param {Text | Element} node @param {CSSStyleDeclaration} style
 * @param {{left: number, top: number}} from @param {string} [instead] @returns {Letters[]} */
export function lettersOf(node, style, from, instead) {
  const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const write = (/** @type {string} */ text, /** @type {DOMRect} */ rect) => {
    ruler.font = font;
    const {
      width,
      fontBoundingBoxAscent: up,
      fontBoundingBoxDescent: down,
    } = ruler.measureText(text);
    const y = rect.top - from.top + (rect.height - up - down) / 2 + up;
    const x = rect.left - from.left;
    const spacing = (rect.width - width) / text.length; // digits of one width have more, as have titles
    return { text, x, y, width: rect.width, colour: style.color, font, spacing };
  };
  if (node instanceof Text) {
    return linesOf(node).map(([text, rect]) => write(cased(text, style.textTransform), rect));
  }
  const { left, top, width, height } = node.getBoundingClientRect();
  ruler.font = font;
  const wide = Math.min(ruler.measureText(instead ?? "").width, width);
  return [write(instead ?? "", new DOMRect(left + (width - wide) / 2, top, wide, height))];
}

/** The lines a text is broken into, without the space around each. @param {Text} node
 * @returns {[string, DOMRect][]} */
function linesOf(node) {
  const range = document.createRange();
  /** @type {{start: number, end: number, top: number}[]} */
  const lines = [];
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
    const end = index + word.length;
    range.setStart(node, index);
    range.setEnd(node, end);
    const { top } = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.top - top) < 2) last.end = end;
    else lines.push({ start: index, end, top });
  }
  return lines.map(({ start, end }) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    return [node.data.slice(start, end).replace(/\s+/g, " "), range.getBoundingClientRect()];
  });
}

/** @param {string} text @param {string} transform */
const cased = (text, transform) => (transform === "uppercase" ? text.toUpperCase() : text);
