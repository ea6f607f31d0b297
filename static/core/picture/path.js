/** A path drawn as on a canvas, written as the path of an SVG. */

const TURN = 2 * Math.PI;

export class Path {
  d = "";

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#add("M", x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#add(this.d ? "L" : "M", x, y);
  }

  /** @param {number[]} points two to steer by, and the end */
  bezierCurveTo(...points) {
    this.#add("C", ...points);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.d += `M${rounded(x)} ${rounded(y)}h${rounded(width)}v${rounded(height)}h${rounded(-width)}Z`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height
   * @param {number} corner */
  roundRect(x, y, width, height, corner) {
    const r = Math.min(corner, width / 2, height / 2);
    const [w, h] = [width - 2 * r, height - 2 * r];
    const turn = (/** @type {number} */ right, /** @type {number} */ down) =>
      `a${rounded(r)} ${rounded(r)} 0 0 1 ${rounded(right)} ${rounded(down)}`;
    this.d += `M${rounded(x + r)} ${rounded(y)}h${rounded(w)}${turn(r, r)}v${rounded(h)}${turn(-r, r)}`;
    this.d += `h${rounded(-w)}${turn(-r, -r)}v${rounded(-h)}${turn(r, -r)}Z`;
  }

  /** Clockwise unless told otherwise; written as arcs of a third of a turn or less. The centre of half
   * a turn would depend on the last digits of its ends.
   * @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to
   * @param {boolean} [back] */
  arc(x, y, r, from, to, back = false) {
    const sweep = sweepOf(from, to, back);
    const parts = Math.max(1, Math.ceil((3 * Math.abs(sweep)) / TURN - 1e-9));
    this.lineTo(x + r * Math.cos(from), y + r * Math.sin(from));
    for (let k = 1; k <= parts; k++) {
      const end = from + (sweep * k) / parts;
      this.#add(`A${rounded(r)} ${rounded(r)} 0 0 ${back ? 0 : 1} `, x + r * Math.cos(end), y + r * Math.sin(end)); // prettier-ignore
    }
  }

  /** @param {string} letter @param {number[]} numbers */
  #add(letter, ...numbers) {
    this.d += letter + numbers.map(rounded).join(" ");
  }
}

/** As a canvas has it: a whole turn or more is one circle, else what is left of the way there.
 * @param {number} from @param {number} to @param {boolean} back */
function sweepOf(from, to, back) {
  const way = back ? from - to : to - from;
  const turned = way >= TURN ? TURN : ((way % TURN) + TURN) % TURN;
  return back ? -turned : turned;
}

/** Hundredths of a pixel are enough. @param {number} x */
export const rounded = (x) => String(Math.round(x * 100) / 100 + 0);
