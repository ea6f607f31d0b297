/** How large the nudge is: by slider, wheel and arrow keys through the powers of ten, or typed. */
import { nudgeOf, POWERS } from "../../core/explain/nudgeable.js";
import { writtenValue } from "../../core/data/form.js";
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { epsilon } from "./nudged.js";
import { keepKeys } from "./own-keys.js";

const MOST = POWERS.length - 1;

export function EpsilonField() {
  const slider = useRef(/** @type {HTMLInputElement | null} */ (null));
  const now = epsilon.value;
  const place = Math.min(Math.max(-Math.round(Math.log10(Math.abs(now))) - 1, 0), MOST);
  const go = (/** @type {number} */ k) =>
    (epsilon.value = Math.sign(epsilon.value) * 10 ** POWERS[Math.min(Math.max(k, 0), MOST)]);
  useEffect(() => {
    const turn = (/** @type {WheelEvent} */ event) => {
      event.preventDefault();
      const at = -Math.round(Math.log10(Math.abs(epsilon.value))) - 1;
      go(at + Math.sign(event.deltaY));
    };
    slider.current?.addEventListener("wheel", turn, { passive: false });
    return () => slider.current?.removeEventListener("wheel", turn);
  }, []);
  const type = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    epsilon.value = nudgeOf(input.value) ?? now;
    input.value = writtenValue(epsilon.value);
  };
  return html`<div class="epsilon">
    <button
      type="button"
      class="button icon-only"
      aria-label=${t("nudge.sign")}
      onClick=${() => (epsilon.value = -epsilon.value)}
    >
      ${now < 0 ? "−" : "+"}
    </button>
    <input
      class="input number"
      aria-label=${t("nudge.epsilon")}
      inputmode="text"
      autocomplete="off"
      value=${writtenValue(now)}
      onChange=${type}
    />
    <input
      type="range"
      ref=${slider}
      min="0"
      max=${MOST}
      step="1"
      value=${place}
      aria-label=${t("nudge.size")}
      onKeyDown=${keepKeys}
      aria-valuetext=${`10^${POWERS[place]}`}
      onInput=${(/** @type {any} */ e) => go(Number(e.currentTarget.value))}
    />
  </div>`;
}
