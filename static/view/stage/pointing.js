/** From a point on the stage to the wire under it, and from any cell to the thing it lives on.
 * @import { Cell } from "../../core/data/trace.js" */
import { distance } from "../../core/picture/bezier.js";
import { trace } from "../control/state.js";
import { curved, picture } from "./layout-state.js";

/** Pixels within which a wire counts as pointed at. */
const REACH = 9;

/** @param {number} x @param {number} y @returns {Cell | null} */
export function nearestWire(x, y) {
  const wires = (picture.value?.edges ?? []).filter(
    (e) =>
      e.cell && x > Math.min(e.from.x, e.to.x) - REACH && x < Math.max(e.from.x, e.to.x) + REACH,
  );
  let best = null;
  let near = REACH;
  for (const edge of wires) {
    const d = distance(edge, { x, y }, curved.value);
    if (d < near) [best, near] = [edge.cell, d];
  }
  return best;
}

/** The parameter that a cell is a gradient or new value of, or the cell itself.
 * @param {Cell | null} cell @returns {Cell | null} */
export function owner(cell) {
  const of = cell && trace.value?.tensors.get(cell.tensor)?.of;
  const t = of ? trace.value?.tensors.get(of) : null;
  return cell && of && t?.kind === "parameter" ? { tensor: of, cell: cell.cell } : cell;
}
