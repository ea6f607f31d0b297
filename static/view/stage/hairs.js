/**
 * Very many wires, painted as hairlines: all of one ink and strength are one path, which takes a fifth
 * of a stroke for each. A wider wire is several hairlines side by side.
 * @import { Edge } from "../../core/picture/edges.js"
 * @typedef {{ink: string, alpha: number, path: Path2D}} Bundle
 */
import { way } from "../../core/picture/bezier.js";

/** Strengths from faint to full, in squares: the eye tells faint ones apart best. */
const STRENGTHS = 20;
/** Hairlines of a broad faint band stand so far apart, in widths of one: it is seen as one. */
const LOOSE = 1.7;
/** From so many widths on a band is broad, below that strength faint. */
const BROAD = 2.5;
const FAINT = 0.3;

export class Hairs {
  /** By ink and strength. @type {Map<string, Bundle>} */
  #bundles = new Map();

  /** @param {number} density device pixels of a CSS pixel */
  constructor(density) {
    this.width = 0.99 / density; // a little more than a pixel would be no hairline
  }

  /** @param {Edge} edge @param {string} ink @param {number} width @param {number} alpha */
  add(edge, ink, width, alpha) {
    const wide = width / this.width;
    const loose = wide > BROAD && alpha < FAINT ? LOOSE : 1;
    const count = Math.max(Math.round(wide / loose), 1);
    const { path } = this.#bundle(ink, Math.min((alpha * wide) / count, 1));
    const [dx, dy] = [edge.to.x - edge.from.x, edge.to.y - edge.from.y];
    const apart = (width - this.width) / Math.max(count - 1, 1) / Math.hypot(dx, dy);
    for (let k = 0; k < count; k++) {
      const aside = (k - (count - 1) / 2) * apart;
      way(path, edge, false, -dy * aside, dx * aside);
    }
  }

  /** All that were added. @param {CanvasRenderingContext2D} ctx */
  paint(ctx) {
    ctx.lineCap = "butt";
    ctx.lineWidth = this.width;
    for (const { ink, alpha, path } of this.#bundles.values()) {
      ctx.strokeStyle = ink;
      ctx.globalAlpha = alpha;
      ctx.stroke(path);
    }
  }

  /** @param {string} ink @param {number} alpha @returns {Bundle} */
  #bundle(ink, alpha) {
    const level = Math.max(Math.round(Math.sqrt(alpha) * STRENGTHS), 1);
    const key = `${ink} ${level}`;
    const known = this.#bundles.get(key);
    const bundle = known ?? { ink, alpha: (level / STRENGTHS) ** 2, path: new Path2D() };
    if (!known) this.#bundles.set(key, bundle);
    return bundle;
  }
}
