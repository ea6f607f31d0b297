/** The timeline: buttons that move, the steps by phase, the iteration. */
import { html } from "../vendor/preact.js";
import { Iteration } from "./timeline/iteration.js";
import { Track } from "./timeline/track.js";
import { Transport } from "./timeline/transport.js";
import { trace } from "./state.js";
import { t } from "./words.js";

export function Timeline() {
  if (!trace.value) return null;
  return html`<section class="timeline" aria-label=${t("timeline")}>
    <${Transport} />
    <${Track} />
    <${Iteration} />
  </section>`;
}
