/** Where the words of a text stand on the screen, and in which font. */

/** @typedef {{text: string, x: number, width: number, baseline: number}} Line */

const measure = /** @type {CanvasRenderingContext2D} */ (
  document.createElement("canvas").getContext("2d")
);

/** The lines into which a text is broken. @param {Text} node @param {CSSStyleDeclaration} style
 * @returns {Line[]} */
export function lines(node, style) {
  measure.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measure.measureText("x");
  /** @type {(Line & {right: number})[]} */
  const found = [];
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { left, right, top, width, height } = range.getBoundingClientRect();
    if (!width) continue;
    const baseline = top + (height * up) / (up + down);
    const last = found.at(-1);
    if (last && Math.abs(last.baseline - baseline) < 2) {
      last.text += ` ${word}`;
      last.right = right;
    } else found.push({ text: word, x: left, width, baseline, right });
  }
  return found.map((line) => ({ ...line, width: line.right - line.x }));
}

/** The font by names that every system knows. @param {CSSStyleDeclaration} style */
export const fontOf = ({ fontFamily, fontSize, fontWeight, fontStyle }) => ({
  "font-family": fontFamily.includes("KaTeX")
    ? "serif"
    : "Inter, Pretendard, system-ui, sans-serif",
  "font-size": parseFloat(fontSize),
  "font-weight": fontWeight === "400" ? null : fontWeight,
  "font-style": fontStyle === "normal" ? null : fontStyle,
});

/** Whether a text is crossed out. @param {Text} node */
export function struck(node) {
  const parent = node.parentElement;
  return !!parent && getComputedStyle(parent).textDecorationLine === "line-through";
}
