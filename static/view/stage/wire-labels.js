/**
 * The weights as numbers on their wires, while they fit; shared ones once, as a kernel.
 * @import { Cell } from "../../core/data/trace.js"
 * @import { Point } from "../../core/picture/bezier.js"
 */
import { html } from "../../vendor/preact.js";
import { labels, picture } from "./layout-state.js";
import { Parameter } from "./parameter.js";

export function WireLabels() {
  const placed = labels.value;
  if (!placed || !picture.value) return null;
  const tag = (
    /** @type {string} */ key,
    /** @type {Cell} */ cell,
    /** @type {Point} */ p,
    compact = placed.compact,
  ) => html`<${Parameter} key=${key} cell=${cell} x=${p.x} y=${p.y} compact=${compact} />`;
  return [
    ...picture.value.edges.map((edge) => {
      const p = placed.at.get(edge.key);
      return p && edge.cell && tag(edge.key, edge.cell, p);
    }),
    ...placed.kernels.map((k) => tag(k.key, k.cell, k, true)),
  ];
}
