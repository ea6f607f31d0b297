/** What the engine tells of the right run while the one on show goes on from a person's own number. */
import { html } from "../../vendor/preact.js";
import { line } from "../control/state.js";
import { t } from "../ui/words.js";

/** @import { Trace } from "../../core/data/trace.js" */

/** Whether a person's own number stands in an iteration. @param {Trace} now */
export const hasOwn = (now) => line.value?.replaced?.iteration === now.document.iteration;

/** @param {{trace: Trace}} props */
export const WithoutOwn = ({ trace: now }) =>
  hasOwn(now) && html`<p class="note">${t("replaced.without")}</p>`;
