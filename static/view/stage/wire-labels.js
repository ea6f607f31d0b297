/**
 * The weights as numbers on their wires, while they fit; shared ones once, as a kernel.
 * @import { Cell } from "../../core/data/trace.js"
 * @import { NameAt } from "./parameter.js"
 * @import { Point } from "../../core/picture/bezier.js"
 */
import { label } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { labels, picture } from "./layout-state.js";
import { Parameter } from "./parameter.js";

/** A stage as slim as this has several rows of titles, so far down. */
const SLIM = 600;
const TITLES = 84;

/** What a grid of shared weights is called, over it. @param {{of: {cell: Cell, middle: number, y: number}}} props */
function Name({ of: { cell, middle, y } }) {
  const current = network.value;
  const at = picture.value;
  if (!current || !at) return null;
  // Where columns stand close, titles come down so far.
  if (at.width < SLIM * at.scale && y < TITLES * at.scale) return null;
  const { letter, layer } = label(current, cell);
  return html`<span
    class="aside kernel"
    style=${{ left: `${middle}px`, top: `${y - 19 * at.scale}px` }}
  >
    <span class="sym">${letter}<sup>(${layer})</sup></span>
  </span>`;
}

export function WireLabels() {
  const placed = labels.value;
  if (!placed || !picture.value) return null;
  const tag = (
    /** @type {string} */ key,
    /** @type {Cell} */ cell,
    /** @type {Point} */ p,
    /** @type {{name: NameAt, brief?: boolean}} */ { name, brief } = placed,
  ) => html`<${Parameter} key=${key} cell=${cell} x=${p.x} y=${p.y} name=${name} brief=${brief} />`;
  return [
    ...picture.value.edges.map((edge) => {
      const p = placed.at.get(edge.key);
      return p && edge.cell && tag(edge.key, edge.cell, p);
    }),
    ...placed.kernels.map((k) => tag(k.key, k.cell, k, { name: "none", brief: placed.slim })),
    ...placed.kernels
      .filter(({ first }) => first)
      .map((k) => html`<${Name} key=${`name ${k.key}`} of=${k} />`),
  ];
}
