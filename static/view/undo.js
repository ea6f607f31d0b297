/** Buttons that take back the last change and do it again. */
import { html } from "../vendor/preact.js";
import { redo, undo } from "./alter.js";
import { Icon } from "./icon.js";
import { history } from "./state.js";
import { t } from "./words.js";

/** @param {{look?: string}} props */
export function UndoButtons({ look = "" }) {
  const { past, future } = history.value;
  return html`<span class="undo ${look}">
    <${Act} name="undo" can=${past.length > 0} act=${undo} />
    <${Act} name="redo" can=${future.length > 0} act=${redo} />
  </span>`;
}

/** It keeps the focus where there is nothing more to do. @param {{name: string, can: boolean,
 *   act: () => void}} props */
function Act({ name, can, act }) {
  const label = t(name === "undo" ? "undo" : "redo");
  return html`<button
    class="button icon-only"
    aria-label=${label}
    title=${label}
    aria-disabled=${!can}
    onClick=${() => can && act()}
  >
    <${Icon} name=${name} />
  </button>`;
}
