/** The tab that shows the network's answer, in the way its inputs can be seen. */
import { html } from "../vendor/preact.js";
import { domain } from "./network.js";
import { Plane } from "./output/plane.js";

const PANELS = { plane: Plane, line: Plane, image: Plane, rows: Plane };

export function OutputTab() {
  return domain.value && html`<${PANELS[domain.value.kind]} />`;
}
