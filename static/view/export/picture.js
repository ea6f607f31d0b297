/** The stage as a file: its painters paint once more, into an SVG or on a larger canvas. */
import { paintMarks } from "../../core/picture/marks.js";
import { Drawing, svg } from "../../core/picture/svg.js";
import { kindName } from "../build/kind-names.js";
import { colours } from "../stage/colours.js";
import { paintMaps } from "../stage/maps.js";
import { paintMotion } from "../stage/motion.js";
import { curved, picture } from "../stage/layout-state.js";
import { paintWires } from "../stage/wires.js";
import { frame, trace } from "../control/state.js";
import { coarseSurfaces, mapped } from "../server/surfaces.js";
import { marksOf } from "./marks.js";

/** @typedef {(ctx: CanvasRenderingContext2D) => void} Painter */

/** Pixels of a PNG for each of the stage. */
const SHARP = 2;

/** The layers by name, the lowest first. @returns {{at: {width: number, height: number},
 *   layers: [string, Painter][]} | null} */
function layersNow() {
  const stage = document.querySelector(".stage");
  const [at, now, moment, ink] = [picture.value, trace.value, frame.value, colours.value];
  if (!stage || !at || !now || !moment) return null;
  const loss = now.ops[now.steps[now.writer.get("E") ?? 0].op].kind;
  const marks = marksOf(stage, kindName(loss));
  const ground = { x: 0, y: 0, width: at.width, height: at.height, corner: 0, fill: ink.paper };
  const maps = (/** @type {CanvasRenderingContext2D} */ ctx) =>
    paintMaps(ctx, at, coarseSurfaces.value, ink);
  /** @type {[string, Painter][]} */
  const layers = [
    ["ground", (ctx) => paintMarks(ctx, [ground])],
    ["wires", (ctx) => paintWires(ctx, now, at, ink, curved.value)],
    ["maps", (ctx) => mapped.value && maps(ctx)],
    ["motion", (ctx) => paintMotion(ctx, now, at, moment, ink, curved.value)],
    ["numbers", (ctx) => paintMarks(ctx, marks)],
  ];
  return { at, layers };
}

/** @param {string} title @returns {Blob | null} */
export function asSvg(title) {
  const now = layersNow();
  if (!now) return null;
  const drawn = now.layers.map(([name, paint]) => {
    const drawing = new Drawing(name);
    drawing.lineCap = "round";
    paint(/** @type {any} */ (drawing));
    return drawing;
  });
  return new Blob([svg(now.at, title, drawn)], { type: "image/svg+xml" });
}

/** @returns {Promise<Blob | null>} */
export async function asPng() {
  const now = layersNow();
  if (!now) return null;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(SHARP * now.at.width);
  canvas.height = Math.round(SHARP * now.at.height);
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.scale(SHARP, SHARP);
  for (const [, paint] of now.layers) {
    ctx.save();
    ctx.lineCap = "round";
    paint(ctx);
    ctx.restore();
  }
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
