/** What went wrong, and what has just been done: short messages that float over the page. */
import { html, signal } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { trouble } from "./state.js";
import { t } from "./words.js";

/** A key of a message that goes away by itself. */
const notice = signal("");
let timer = 0;

/** Say for a moment that something is done. @param {string} key */
export function say(key) {
  notice.value = key;
  clearTimeout(timer);
  timer = setTimeout(() => (notice.value = ""), 3000);
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
      ${notice.value && !trouble.value && html`<div class="toast">${t(notice.value)}</div>`}
    </div>`;
}
