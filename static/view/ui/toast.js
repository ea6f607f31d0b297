/** What went wrong, and what has just been done: short messages that float over the page. */
import { html, signal } from "../../vendor/preact.js";
import { Icon } from "./icon.js";
import { trouble } from "../control/state.js";
import { t } from "./words.js";

/** A message that goes away by itself: a key with its values. */
const notice = signal({ key: "", values: {} });
let timer = 0;

/** Say for a moment that something is done: the longer the text, the longer it stays.
 * @param {string} key @param {Record<string, string | number>} [values] */
export function say(key, values = {}) {
  notice.value = { key, values };
  clearTimeout(timer);
  const reading = 50 * t(key, values).length;
  timer = setTimeout(() => (notice.value = { key: "", values: {} }), Math.max(3000, reading));
}

/** The trouble is a key of the catalogue or already a sentence. */
export function Trouble() {
  return html`<div role="alert">
      ${
        trouble.value &&
        html`<div class="toast trouble">
          <span>${t(trouble.value)}</span>
          <button
            aria-label=${t("close")}
            title=${t("close")}
            onClick=${() => (trouble.value = "")}
          >
            <${Icon} name="close" />
          </button>
        </div>`
      }
    </div>
    <div role="status">
      ${notice.value.key && !trouble.value && html`<div class="toast">${t(notice.value.key, notice.value.values)}</div>`}
    </div>`;
}
