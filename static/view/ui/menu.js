/** A button that opens a short list; it closes on a choice, on Escape and on a click elsewhere. */
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { Icon } from "./icon.js";

/** @param {{label: string, text?: unknown, icon?: string, end?: boolean, children?: unknown,
 *   class?: string}} props */
export function Menu({ label, text, icon, end = false, children, class: look = "" }) {
  const ref = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  useEffect(() => {
    /** @param {Event} event */
    const outside = ({ target }) => {
      const details = ref.current;
      if (details?.open && target instanceof Node && !details.contains(target))
        details.open = false;
    };
    addEventListener("pointerdown", outside);
    addEventListener("focusin", outside);
    return () => {
      removeEventListener("pointerdown", outside);
      removeEventListener("focusin", outside);
    };
  }, []);
  return html`<details class="dropdown ${look}" ref=${ref} onKeyDown=${onKey} onClick=${onClick}>
    <summary
      class="button ${text ? "" : "icon-only"}"
      aria-label=${text ? undefined : label}
      title=${label}
    >
      ${icon && html`<${Icon} name=${icon} />`}${text} ${text && html`<${Icon} name="chevron" />`}
    </summary>
    <div class="menu ${end ? "end" : ""}">${children}</div>
  </details>`;
}

/** Down and up go through the choices. @param {KeyboardEvent} event */
function onKey(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  const target = /** @type {HTMLElement} */ (event.target);
  const summary = details.querySelector("summary");
  if (event.key === "Escape" && details.open) {
    details.open = false;
    summary?.focus();
  } else if (/^Arrow(Down|Up)$/.test(event.key) && !target.matches("input, select")) {
    details.open = true;
    const choices = [...details.querySelectorAll("summary, .menu :is(a, button)")];
    const next = choices.indexOf(target) + (event.key === "ArrowDown" ? 1 : -1);
    /** @type {HTMLElement} */ (choices.at(next % choices.length)).focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {MouseEvent} event */
function onClick(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  const chosen = /** @type {Element} */ (event.target).closest(".menu :is(a, button)");
  if (!chosen) return;
  details.open = false;
  details.querySelector("summary")?.focus();
}
