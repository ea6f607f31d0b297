/** Lines of text whose terms open to a definition with a picture, one at a time. */
import { piecesOf } from "../../core/explain/glossary.js";
import { html, useState } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { TermPicture } from "./term-picture.js";

/** @param {{text: string, children?: unknown}} props */
export function Told({ text, children }) {
  const [open, turn] = useState("");
  return html`<ul class="told">
      ${text.split("\n").map(
        (line, k) =>
          html`<li key=${k}>
            ${piecesOf(line).map((piece) => {
              if (typeof piece === "string") return piece;
              const { term, words } = piece;
              return html`<button
                type="button"
                class="term"
                aria-expanded=${String(open === term)}
                onClick=${() => turn(open === term ? "" : term)}
              >
                ${words}
              </button>`;
            })}
          </li>`,
      )}
    </ul>
    ${
      open &&
      html`<p class="definition" role="status">
        <${TermPicture} term=${open} /><span>${t(`term.${open}`)}</span>
      </p>`
    }
    ${children}`;
}
