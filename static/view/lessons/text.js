/** Words of a lesson with their emphasis. */
import { paragraphs, segments } from "../../core/lessons/words.js";
import { html } from "../../vendor/preact.js";

/** @import { Piece } from "../../core/lessons/words.js" */

/** @param {{text: string}} props */
export const Text = ({ text }) =>
  paragraphs(text).map((all, k) => html`<p key=${k}>${all.map(draw)}</p>`);

/** In one line. @param {{text: string}} props */
export const Line = ({ text }) => segments(text).map(draw);

/** @param {Piece} piece */
function draw({ text, look }) {
  if (look === "strong") return html`<strong>${text}</strong>`;
  return look === "em" ? html`<em>${text}</em>` : text;
}
