/** Something that is on or off, with its name. */
import { html } from "../../vendor/preact.js";
import { useWanted } from "../ui/draft-input.js";

/** @param {{label: string, on: boolean, onSwitch: (on: boolean) => unknown}} props */
export function Switch({ label, on, onSwitch }) {
  const [shown, want] = useWanted(on);
  return html`<label class="row wraps">
    <span>${label}</span>
    <input
      class="switch"
      type="checkbox"
      role="switch"
      checked=${shown}
      onChange=${(/** @type {any} */ event) => want(event.currentTarget.checked, onSwitch)}
    />
  </label>`;
}
