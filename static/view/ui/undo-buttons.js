/** Buttons that take back the last change and do it again, and say which it is. */
import { html } from "../../vendor/preact.js";
import { Icon } from "./icon.js";
import { history } from "../control/state.js";
import { later, parts } from "./later.js";
import { t } from "./words.js";

/** @param {{look?: string}} props */
export function UndoButtons({ look = "" }) {
  const { past, now, future } = history.value;
  const name = parts.value?.nameOfChange ?? (() => "");
  return html`<span class="undo ${look}">
    <${Act} name="undo" what=${name(past.at(-1), now)} act=${later("undo")} />
    <${Act} name="redo" what=${name(now, future[0])} act=${later("redo")} />
  </span>`;
}

/** It keeps the focus where there is nothing more to do. @param {{name: "undo" | "redo", what: string,
 *   act: () => void}} props  what: empty where there is nothing */
function Act({ name, what, act }) {
  const label = t(name === "undo" ? "undo" : "redo");
  return html`<button
    class="button icon-only"
    aria-label=${label}
    title=${what ? t(name === "undo" ? "undo.what" : "redo.what", { what }) : label}
    aria-disabled=${!what}
    onClick=${() => what && act()}
  >
    <${Icon} name=${name} />
  </button>`;
}
