/** Where the words of a text stand on the screen, and in which font. */

/** @typedef {{text: string, x: number, width: number, baseline: number}} Line */

const measure = /** @type {CanvasRenderingContext2D} */ (
  document.createElement("canvas").getContext("2d")
);

/** Closer than this, two pieces are one word. */
const TOUCH = 0.5;

/** The lines into which a text is broken, which may lie in several nodes.
 * @param {Text[]} nodes side by side @param {CSSStyleDeclaration} style @returns {Line[]} */
export function lines(nodes, style) {
  measure.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measure.measureText("x");
  /** @type {(Line & {right: number})[]} */
  const found = [];
  const range = document.createRange();
  const words = nodes.flatMap((node) => [...node.data.matchAll(/\S+/g)].map((w) => ({ node, w })));
  for (const { node, w } of words) {
    const { 0: word, index } = w;
    const same = found.at(-1);
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { left, right, top, width, height } = range.getBoundingClientRect();
    if (!width) continue;
    const baseline = top + (height * up) / (up + down);
    if (same && Math.abs(same.baseline - baseline) < 2) {
      same.text += left - same.right < TOUCH ? word : ` ${word}`;
      same.right = right;
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
