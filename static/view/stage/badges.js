/** Parameters that do not wire, the biases, as badges under their neurons. */
import { gridOf } from "../../core/picture/columns.js";
import { cellShape } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { lenses } from "../control/state.js";
import { picture } from "./layout-state.js";
import { Parameter } from "./parameter.js";

export function Badges() {
  const at = picture.value;
  const current = network.value;
  if (!at?.detailed || !current || !lenses.value.includes("numbers")) return null;
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
      return html`<${Parameter}
        key=${`${name}:${cell}`}
        cell=${{ tensor: name, cell }}
        x=${n.x}
        y=${n.y + n.r + (32 + 26 * row) * at.scale}
        compact=${!at.roomy}
        inline
      />`;
    });
  });
}
