/**
 * What stands over the canvases of the stage: boxes and letters, painted in their order.
 *
 * @typedef {{x: number, y: number, width: number, height: number, corner: number, fill?: string,
 *   line?: string, thick?: number, dash?: number[]}} Box  thick: of the line, whose middle is the edge
 * @typedef {{x: number, y: number, width: number, text: string, colour: string, font: string,
 *   spacing: number}} Letters  y: of the line they stand on; font: weight, size and family; spacing:
 *   between letters, so that they fill the width
 * @typedef {Box | Letters} Mark
 */

/** @param {CanvasRenderingContext2D} ctx @param {Mark[]} marks */
export function paintMarks(ctx, marks) {
  ctx.lineCap = "butt";
  for (const mark of marks) "text" in mark ? letters(ctx, mark) : box(ctx, mark);
}

/** @param {CanvasRenderingContext2D} ctx @param {Letters} mark */
function letters(ctx, { text, x, y, width, colour, font, spacing }) {
  ctx.font = font;
  ctx.letterSpacing = `${spacing}px`;
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y, width);
}

/** @param {CanvasRenderingContext2D} ctx @param {Box} mark */
function box(ctx, { x, y, width, height, corner, fill, line, thick = 0, dash = [] }) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, corner);
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill();
  }
  if (!line || !thick) return;
  ctx.strokeStyle = line;
  ctx.lineWidth = thick;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}
