/** The timeline: the steps by phase, the buttons that move, the iteration. The slider comes first for
 * the keyboard: it alone does all that the buttons do. */
import { html } from "../vendor/preact.js";
import { Earlier } from "./timeline/earlier.js";
import { Iteration } from "./timeline/iteration.js";
import { Track } from "./timeline/track.js";
import { Transport } from "./timeline/transport.js";
import { LossCurve } from "./timeline/losscurve.js";
import { RemarkNote } from "./remark.js";
import { coarse, trace } from "./state.js";
import { t } from "./words.js";

export function Timeline() {
  if (!trace.value) return null;
  return html`<section class="timeline" aria-label=${t("timeline")}>
    <${RemarkNote} />
    ${!coarse.value && html`<${Track} />`}
    <${Transport} />
    <${Iteration} />
    <${Earlier} />
    <${LossCurve} />
  </section>`;
}
