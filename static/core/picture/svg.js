/**
 * What is painted as on a canvas, written as SVG: a file holds what the painters of the stage paint, and
 * nothing is drawn by two rules. Of a canvas it knows what they use.
 *
 * @typedef {{globalAlpha: number, fillStyle: string, strokeStyle: string, lineWidth: number,
 *   lineCap: string, dash: number[], clipped: string}} Pen
 * @typedef {Record<string, string | undefined>} Attributes  undefined: not there
 * @typedef {{toDataURL: () => string, width: number, height: number}} Pixels
 */
import { ink } from "./svg-colour.js";
import { rounded, Path } from "./path.js";

/** @returns {Pen} */
const newPen = () => ({ globalAlpha: 1, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1,
  lineCap: "butt", dash: [], clipped: "" }); // prettier-ignore

/** Weight, size and family, as they are set here. */
const FONT = /^(\S+) ([\d.]+)px (.*)$/;

export class Drawing extends Path {
  imageSmoothingEnabled = true;
  font = "";
  letterSpacing = ""; // lengths of texts are written, so nothing is done with it
  /** @type {string[]} */
  parts = [];
  /** @type {Pen[]} */
  #saved = [];
  #clips = 0;

  /** @param {string} name of the layer: what it defines is called by it */
  constructor(name) {
    super();
    this.name = name;
    /** @type {Pen} */
    this.pen = newPen();
  }

  set globalAlpha(alpha) {
    this.pen.globalAlpha = alpha;
  }
  get globalAlpha() {
    return this.pen.globalAlpha;
  }
  set fillStyle(/** @type {string} */ colour) {
    this.pen.fillStyle = colour;
  }
  set strokeStyle(/** @type {string} */ colour) {
    this.pen.strokeStyle = colour;
  }
  set lineWidth(width) {
    this.pen.lineWidth = width;
  }
  get lineWidth() {
    return this.pen.lineWidth;
  }
  set lineCap(/** @type {string} */ cap) {
    this.pen.lineCap = cap;
  }

  save() {
    this.#saved.push({ ...this.pen });
  }

  restore() {
    this.pen = this.#saved.pop() ?? newPen();
  }

  beginPath() {
    this.d = "";
  }

  /** What is drawn from now on, only within the path and within what was so before. */
  clip() {
    const id = `${this.name}-${++this.#clips}`;
    const within = { "clip-path": this.pen.clipped || undefined };
    this.parts.push(tag("clipPath", { id, ...within }, `<path d="${this.d}"/>`));
    this.pen.clipped = `url(#${id})`;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.pen.dash = dash;
  }

  fill() {
    this.#put("path", { d: this.d, ...this.#paint("fill", this.pen.fillStyle) });
  }

  stroke() {
    const { strokeStyle, lineWidth, lineCap, dash } = this.pen;
    const line = { "stroke-width": rounded(lineWidth), "stroke-linecap": lineCap };
    const dashed = { "stroke-dasharray": dash.map(rounded).join(" ") || undefined };
    this.#put("path", { d: this.d, fill: "none", ...this.#paint("stroke", strokeStyle), ...line, ...dashed }); // prettier-ignore
  }

  /** @param {[number, number, number, number]} box */
  fillRect(...box) {
    this.#apart(box, () => this.fill());
  }

  /** @param {[number, number, number, number]} box */
  strokeRect(...box) {
    this.#apart(box, () => this.stroke());
  }

  /** A part of a small picture, stretched over a place. @param {Pixels} pixels
   * @param {[number, number, number, number, number, number, number, number]} boxes where from, and
   *   where to */
  drawImage(pixels, ...boxes) {
    const [x, y, width, height] = boxes.slice(4).map(rounded);
    const viewBox = boxes.slice(0, 4).map(rounded).join(" ");
    const { width: w, height: h } = pixels;
    const image = `<image width="${w}" height="${h}" href="${pixels.toDataURL()}"/>`;
    const view = { x, y, width, height, viewBox, preserveAspectRatio: "none" };
    const alpha = this.pen.globalAlpha;
    this.#put("svg", { ...view, opacity: alpha < 1 ? rounded(alpha) : undefined }, image);
  }

  /** Text from the left; as wide as it is told, whatever faces there are where it is opened.
   * @param {string} text @param {number} x @param {number} y of the line it stands on
   * @param {number} width */
  fillText(text, x, y, width) {
    const fit = { textLength: rounded(width), lengthAdjust: "spacingAndGlyphs" };
    const place = { x: rounded(x), y: rounded(y), ...(text.length > 1 && fit) };
    const [, weight = "400", size = "16", family = ""] = this.font.match(FONT) ?? [];
    const face = { "font-family": family, "font-size": size, "font-weight": weight };
    this.#put(
      "text",
      { ...place, ...face, ...this.#paint("fill", this.pen.fillStyle) },
      escaped(text),
    );
  }

  /** A rectangle on a path of its own. @param {[number, number, number, number]} box
   * @param {() => void} draw */
  #apart(box, draw) {
    const { d } = this;
    this.beginPath();
    this.rect(...box);
    draw();
    this.d = d;
  }

  /** @param {"fill" | "stroke"} how @param {string} colour */
  #paint(how, colour) {
    const { hex, alpha } = ink(colour);
    const share = alpha * this.pen.globalAlpha;
    return { [how]: hex, ...(share < 1 && { [`${how}-opacity`]: String(+share.toFixed(3)) }) };
  }

  /** @param {string} name @param {Attributes} attributes @param {string} [content] */
  #put(name, attributes, content) {
    const { clipped } = this.pen;
    const element = tag(name, attributes, content);
    // On a group: a picture's own clip counts in the picture's own lengths.
    this.parts.push(clipped ? tag("g", { "clip-path": clipped }, element) : element);
  }
}

/** A file of layers, the lowest first. @param {{width: number, height: number}} size
 * @param {string} title @param {Drawing[]} layers */
export function svg({ width, height }, title, layers) {
  const [w, h] = [rounded(width), rounded(height)];
  const size = { width: w, height: h, viewBox: `0 0 ${w} ${h}` };
  const groups = layers.map(({ name, parts }) => tag("g", { id: name }, `\n${parts.join("\n")}\n`));
  const content = `\n${[tag("title", {}, escaped(title)), ...groups].join("\n")}\n`;
  return `${tag("svg", { xmlns: "http://www.w3.org/2000/svg", ...size }, content)}\n`;
}

/** @param {string} name @param {Attributes} attributes @param {string} [content] */
function tag(name, attributes, content) {
  const all = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escaped(value)}"`,
  );
  return `<${name}${all.join("")}${content === undefined ? "/>" : `>${content}</${name}>`}`;
}

const ESCAPES = new Map(Object.entries({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }));

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (c) => ESCAPES.get(c) ?? c);
