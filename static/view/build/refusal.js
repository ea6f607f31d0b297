/** Why a field was refused, and a button that takes the nearest thing that works. */
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { kindName } from "./kind-names.js";
import { refusedAt } from "./refused.js";

/** @import { Path } from "./apply-edit.js" */

/** @param {{path: Path, id: string}} props */
export function Refusal({ path, id }) {
  const why = refusedAt(path);
  if (!why) return null;
  const { words, way } = why;
  const nearest = way && typeof way.nearest === "string" ? kindName(way.nearest) : way?.nearest;
  return html`<div class="refusal" id=${`${id}-why`} role="alert">
    <p>${words}</p>
    ${
      way &&
      html`<button type="button" class="button" onClick=${way.take}>
        ${t(way.key, { nearest: String(nearest) })}
      </button>`
    }
  </div>`;
}

/** What a field says of itself when it was refused. @param {Path} path @param {string} id */
export function invalid(path, id) {
  return refusedAt(path) ? { "aria-invalid": "true", "aria-describedby": `${id}-why` } : {};
}
