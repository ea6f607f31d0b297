/** The timeline: the steps by phase, the buttons that move, the iteration. The slider comes first for
 * the keyboard: it alone does all that the buttons do. */
import { html } from "../../vendor/preact.js";
import { Earlier } from "./backfill-note.js";
import { Iteration } from "./iteration.js";
import { Track } from "./track.js";
import { Transport } from "./transport.js";
import { Later } from "../ui/later.js";
import { lesson } from "../lessons/course.js";
import { network } from "../control/network-state.js";
import { coarseTime, gate } from "../control/state.js";
import { t } from "../ui/words.js";

export function Timeline() {
  if (!network.value) return null;
  return html`<section class="timeline" aria-label=${t("timeline")}>
    <${Later} part="BugBanner" />
    ${!lesson.value && !gate.value && html`<${Later} part="RemarkNote" />`}
    ${!coarseTime.value && html`<${Track} />`}
    <${Transport} />
    ${!gate.value && html`<${Iteration} /><${Earlier} /><${Later} part="LossCurve" />`}
  </section>`;
}
