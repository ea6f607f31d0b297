/** The weights as numbers on their wires, while they fit. */
import { html } from "../../vendor/preact.js";
import { labels, picture } from "./picture.js";
import { Parameter } from "./parameter.js";

export function WireLabels() {
  const placed = labels.value;
  if (!placed || !picture.value) return null;
  return picture.value.edges.map((edge) => {
    const p = placed.at.get(edge.key);
    return (
      p &&
      html`<${Parameter}
        key=${edge.key}
        cell=${edge.cell}
        x=${p.x}
        y=${p.y}
        compact=${placed.compact}
      />`
    );
  });
}
