/** Something that is on or off, with its name. */
import { html } from "../../vendor/preact.js";

/** @param {{label: string, on: boolean, onSwitch: (on: boolean) => void}} props */
export function Switch({ label, on, onSwitch }) {
  return html`<label class="row wraps">
    <span>${label}</span>
    <input
      class="switch"
      type="checkbox"
      role="switch"
      checked=${on}
      onChange=${(/** @type {any} */ event) => onSwitch(event.currentTarget.checked)}
    />
  </label>`;
}
