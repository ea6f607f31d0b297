/** What a field of the build panel means: a line or two under it, for as long as somebody asks. */
import { html, signal } from "../../vendor/preact.js";
import { first, has, t } from "../ui/words.js";

/** Whether fields are explained. */
const explaining = signal(false);

export function ExplainButton() {
  return html`<button
    class="link explain"
    aria-pressed=${String(explaining.value)}
    onClick=${() => (explaining.value = !explaining.value)}
  >
    ${t(explaining.value ? "about.hide" : "about.show")}
  </button>`;
}

/** @param {{name: string, kind?: string}} props  kind: of the op, where the same name means several
 * things */
export function FieldHelp({ name, kind = "" }) {
  const keys = [`about.${kind}.${name}`, `about.${name}`].filter(has);
  if (!explaining.value || !keys.length) return null;
  return html`<p class="caption field-help">${first(keys)}</p>`;
}
