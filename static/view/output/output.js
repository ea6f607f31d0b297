/** The tab that shows the network's answer, in the way its inputs can be seen. */
import { html } from "../../vendor/preact.js";
import { LuckEntry } from "../luck/tab.js";
import { domain } from "../control/network-state.js";
import { Image } from "./image.js";
import { Plane } from "./plane.js";
import { Rows } from "./rows.js";

const PANELS = { plane: Plane, line: Plane, image: Image, rows: Rows };

export function OutputTab() {
  return domain.value && html`<${PANELS[domain.value.kind]} /><${LuckEntry} />`;
}
