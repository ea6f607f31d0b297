/**
 * The questions that one may ask of the number on show, in one quiet row; the answer opens in place.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { asked } from "./asked.js";
import { Trail } from "./trail.js";
import { Why } from "./why.js";

/** @typedef {{id: import("./asked.js").Question, name: string, panel: any}} Asking */

/** @param {{cell: Cell}} props */
export function Questions({ cell }) {
  const all = askable();
  const open = all.find(({ id }) => id === asked.value);
  return html`<section class="questions">
    <div role="group" aria-label=${t("question.label")}>
      ${all.map(
        ({ id, name }) =>
          html`<button
            type="button"
            key=${id}
            class="question"
            aria-expanded=${String(id === open?.id)}
            aria-controls="answer"
            onClick=${() => (asked.value = id === open?.id ? "" : id)}
          >
            ${name}
          </button>`,
      )}
    </div>
    <div id="answer" class="answer" hidden=${!open}>
      ${open && html`<${open.panel} key=${`${open.id} ${cell.tensor} ${cell.cell}`} cell=${cell} />`}
    </div>
  </section>`;
}

/** @returns {Asking[]} */
function askable() {
  return [
    { id: "why", name: t("question.why"), panel: Why },
    { id: "origin", name: t("question.origin"), panel: Trail },
  ];
}
