/**
 * What a canvas context is asked to draw, written as SVG elements. It knows what the stage uses.
 */
import { element, ink, round } from "./svg.js";

const TURN = 2 * Math.PI;

export class SvgContext {
  /** @type {string[]} */
  elements = [];
  globalAlpha = 1;
  strokeStyle = "black";
  fillStyle = "black";
  lineWidth = 1;
  lineCap = "round";
  imageSmoothingEnabled = true;
  path = "";
  clips = 0;
  /** The clip that holds now. @type {string | null} */
  within = null;
  /** @type {Record<string, any>[]} */
  kept = [];

  save() {
    const { globalAlpha, strokeStyle, fillStyle, lineWidth, lineCap, within } = this;
    this.kept.push({ globalAlpha, strokeStyle, fillStyle, lineWidth, lineCap, within });
  }

  restore() {
    Object.assign(this, this.kept.pop());
  }

  beginPath() {
    this.path = "";
  }

  closePath() {
    this.path += "Z";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${round(x)} ${round(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${round(x)} ${round(y)}`;
  }

  /** @param {number[]} points three of them */
  bezierCurveTo(...points) {
    this.path += `C${points.map(round).join(" ")}`;
  }

  /** @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to
   * @param {boolean} [back] against the clock */
  arc(x, y, r, from, to, back = false) {
    const whole = Math.abs(to - from) >= TURN;
    const way = whole ? TURN : (((back ? from - to : to - from) % TURN) + TURN) % TURN;
    const at = (/** @type {number} */ a) => [x + r * Math.cos(a), y + r * Math.sin(a)];
    this.lineTo(.../** @type {[number, number]} */ (at(from)));
    // Two halves: an arc that ends where it begins is none.
    for (const share of [0.5, 1]) {
      const [px, py] = at(from + (back ? -1 : 1) * way * share);
      this.path += `A${round(r)} ${round(r)} 0 0 ${back ? 0 : 1} ${round(px)} ${round(py)}`;
    }
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  rect(x, y, w, h) {
    this.path += `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`;
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h @param {number} r */
  roundRect(x, y, w, h, r) {
    const corner = (/** @type {number} */ dx, /** @type {number} */ dy) =>
      `a${round(r)} ${round(r)} 0 0 1 ${round(dx)} ${round(dy)}`;
    const [wide, high] = [round(w - 2 * r), round(h - 2 * r)];
    this.path += `M${round(x + r)} ${round(y)}h${wide}${corner(r, r)}v${high}${corner(-r, r)}`;
    this.path += `h${-wide}${corner(-r, -r)}v${-high}${corner(r, -r)}Z`;
  }

  stroke() {
    const { colour, alpha } = ink(this.strokeStyle);
    this.add("path", {
      d: this.path,
      fill: "none",
      stroke: colour,
      "stroke-width": this.lineWidth,
      "stroke-linecap": this.lineCap,
      "stroke-opacity": opacity(alpha * this.globalAlpha),
    });
  }

  fill() {
    const { colour, alpha } = ink(this.fillStyle);
    this.add("path", {
      d: this.path,
      fill: colour,
      "fill-opacity": opacity(alpha * this.globalAlpha),
    });
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  fillRect(x, y, w, h) {
    this.alone(() => this.rect(x, y, w, h));
    this.fill();
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  strokeRect(x, y, w, h) {
    this.alone(() => this.rect(x, y, w, h));
    this.stroke();
  }

  /** @param {() => void} draw */
  alone(draw) {
    this.beginPath();
    draw();
  }

  clip() {
    const id = `clip-${++this.clips}`;
    const shape = element("path", { d: this.path });
    this.elements.push(element("clipPath", { id, "clip-path": url(this.within) }, shape));
    this.within = id;
  }

  /** A part of a small canvas, stretched over a box: the whole of it, laid so that the part fits.
   * @param {{width: number, height: number, toDataURL: () => string}} canvas
   * @param {number} sx @param {number} sy @param {number} sw @param {number} sh
   * @param {number} x @param {number} y @param {number} w @param {number} h */
  drawImage(canvas, sx, sy, sw, sh, x, y, w, h) {
    const [across, down] = [w / sw, h / sh];
    this.add("image", {
      href: canvas.toDataURL(),
      x: x - sx * across,
      y: y - sy * down,
      width: canvas.width * across,
      height: canvas.height * down,
      preserveAspectRatio: "none",
      opacity: opacity(this.globalAlpha),
    });
  }

  /** @param {string} name @param {Record<string, any>} attributes */
  add(name, attributes) {
    this.elements.push(element(name, { ...attributes, "clip-path": url(this.within) }));
  }
}

/** What is left out where nothing shines through. @param {number} alpha */
const opacity = (alpha) => (alpha < 1 ? Math.max(alpha, 0.01) : null);

/** @param {string | null} id */
const url = (id) => id && `url(#${id})`;
