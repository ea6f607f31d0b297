/** An input that is an image, as it looks, under the neurons that hold its pixels. */
import { html } from "../../vendor/preact.js";
import { answers, domain } from "../control/network-state.js";
import { ImageMaps } from "../output/image-maps.js";
import { picture } from "./layout-state.js";

/** How large it is, and the least that can be seen; its distance from the neurons; and from the
 * bottom what the sentence needs. */
const SIDE = { most: 72, least: 30 };
const AIR = 14;
const FOOT = 58;

export function InputImage() {
  const at = picture.value;
  const room = domain.value;
  if (!at || room?.kind !== "image" || room.shape[0] > 1) return null;
  const [column] = at.columns;
  const low = Math.max(...column.neurons.map((n) => n.y + n.r)) + AIR * at.scale;
  const [, high, wide] = room.shape;
  const free = ((at.height - FOOT * at.scale - low) * wide) / high;
  const own = 2 * Math.max(...column.neurons.map((n) => n.x + n.r - column.x));
  const side = Math.min(SIDE.most * at.scale, free, own);
  if (side < SIDE.least * at.scale) return null;
  return html`<div class="input-image" style=${{ left: `${column.x}px`, top: `${low}px` }}>
    <${ImageMaps} tensor=${answers.value[0]} shape=${room.shape} side=${side} input />
  </div>`;
}
