/** Past the header and the build panel by keyboard: to the network, or to the buttons that move time. */
import { html } from "../../vendor/preact.js";
import { shows } from "./hidden-parts.js";
import { t } from "./words.js";

/** @type {[string, string, string][]} part of the page, words, what is reached */
const PLACES = [
  ["stage", "skip.stage", ".stage [tabindex='0'], .step-list"],
  ["timeline", "skip.timeline", ".transport .primary"],
];

export function Skip() {
  return html`<div class="skip">
    ${PLACES.filter(([part]) => part === "stage" || shows(part)).map(
      ([part, words, place]) =>
        html`<button key=${part} class="button" onClick=${() => reach(place)}>${t(words)}</button>`,
    )}
  </div>`;
}

/** @param {string} place */
function reach(place) {
  const found = document.querySelector(place);
  if (found instanceof HTMLElement) found.focus();
}
