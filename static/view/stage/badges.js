/** Parameters that do not wire, the biases, as badges under their neurons. */
import { gridOf } from "../../core/picture/columns.js";
import { cellShape } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { lenses } from "../control/state.js";
import { picture } from "./layout-state.js";
import { Parameter } from "./parameter.js";

/** What a badge takes under a grid. */
const HEIGHT = 34;
/** How large the type of a badge is, with names beside the numbers and without. */
const TYPE = { roomy: 12, close: 11 };

export function Badges() {
  const at = picture.value;
  const current = network.value;
  if (!at?.detailed || !current || !lenses.value.includes("numbers")) return null;
  const places = [...new Set(at.columns.map(({ x }) => x))].sort((a, b) => a - b);
  const type = (at.roomy ? TYPE.roomy : TYPE.close) * at.scale;
  const room = Math.min(...places.slice(1).map((x, k) => x - places[k])) / type;
  /** @type {number[]} badges that stand under each column already */
  const rows = at.columns.map(() => 0);
  return [...at.homes].flatMap(([name, home]) => {
    const tensor = current.tensor(name);
    if (home.where !== "badge" || tensor.of) return [];
    const rank = cellShape(tensor).length;
    // Where a column has folded there is no room under its neurons.
    if (gridOf(at.columns[home.column].shape) && rank === at.columns[home.column].shape.length)
      return [];
    const seen = new Set();
    const row = rows[home.column]++;
    return at.columns[home.column].neurons.flatMap((n) => {
      const cell = n.place.slice(0, rank);
      if (seen.has(`${cell}`)) return [];
      seen.add(`${cell}`);
      const own = at.columns[home.column].neurons.filter(
        (other) => `${other.place.slice(0, rank)}` === `${cell}`,
      );
      const foot = Math.max(...own.map((other) => other.y + other.r));
      if (own.length > 1 && !isLast(at.columns[home.column].neurons, foot, at.scale)) return [];
      const x = own.reduce((sum, other) => sum + other.x, 0) / own.length;
      return html`<${Parameter}
        key=${`${name}:${cell}`}
        cell=${{ tensor: name, cell }}
        x=${x}
        y=${foot + ((own.length > 1 ? 20 : 32) + 26 * row) * at.scale}
        name=${at.roomy ? "beside" : "alone"}
        room=${room}
        inline
      />`;
    });
  });
}

/** Whether a badge has room under a grid: no other begins there. @param {{y: number, r: number}[]} all
 * @param {number} foot @param {number} scale */
const isLast = (all, foot, scale) =>
  all.every(({ y, r }) => y + r <= foot || y - r >= foot + HEIGHT * scale);
