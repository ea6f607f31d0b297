/** What the stage shows now, as a picture that can be taken elsewhere: as SVG, and as PNG twice as large. */
import { picture as page } from "../../core/svg.js";
import { SvgContext } from "../../core/svgcontext.js";
import { title } from "../file.js";

import { colours } from "../stage/colours.js";
import { paintMaps } from "../stage/maps.js";
import { paintMotion } from "../stage/motion.js";
import { curved, picture } from "../stage/picture.js";
import { paintWires } from "../stage/wires.js";
import { frame, trace } from "../state.js";
import { coarse, mapped } from "../surfaces.js";
import { elementsOf } from "./elements.js";

/** Pixels of a PNG for one of the screen. */
const SHARP = 2;

/** @returns {string | null} null where no picture is on show */
export function svg() {
  const [at, current, now] = [picture.value, trace.value, frame.value];
  const stage = document.querySelector("main.stage:has(canvas)");
  if (!at || !current || !now || !stage) return null;
  const context = new SvgContext();
  const ctx = /** @type {any} */ (context);
  paintWires(ctx, current, at, colours.value, curved.value);
  if (mapped.value) paintMaps(ctx, at, coarse.value, colours.value);
  paintMotion(ctx, current, at, now, colours.value, curved.value);
  const about = stage.querySelector(".caption")?.textContent?.trim() ?? "";
  return page(
    { width: at.width, height: at.height, ground: colours.value.paper, title: title(), about },
    [...context.elements, ...elementsOf(stage)],
  );
}

/** The same, pixel by pixel. @param {string} markup @returns {Promise<Blob>} */
export async function png(markup) {
  const { width, height } = /** @type {{width: number, height: number}} */ (picture.value);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * SHARP);
  canvas.height = Math.round(height * SHARP);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error())), "image/png"),
  );
}
