/** Where the table comes from: a file, a drop, or text that is pasted or typed. */
import { MOST } from "../../../core/data/table.js";
import { html } from "../../../vendor/preact.js";
import { language, t } from "../../ui/words.js";
import { lay, tableSource } from "./draft.js";
import { openTableFile, TYPES } from "./open.js";

const FIELD = "table-file";
/** Fingers drop nothing and have no keys to press. */
const touch = matchMedia("(hover: none) and (pointer: coarse)");

export function Source() {
  const { body, name, typed } = tableSource.value;
  const text = typeof body === "string" ? body : null;
  const rows = MOST.rows.toLocaleString(language.value);
  const chosen = (/** @type {any} */ { currentTarget }) => {
    if (currentTarget.files[0]) openTableFile(currentTarget.files[0]);
    currentTarget.value = ""; // so that the same file can be chosen again
  };
  const type = (/** @type {any} */ { currentTarget }) => lay(currentTarget.value, { typed: true });
  return html`<div class="table-source">
      <button class="button" onClick=${() => document.getElementById(FIELD)?.click()}>
        ${t("table.choose")}
      </button>
      <input
        type="file"
        id=${FIELD}
        accept=${TYPES}
        aria-label=${t("table.choose")}
        hidden
        onChange=${chosen}
      />
      <p class="caption">
        ${name ? html`<b>${name}</b>` : t(touch.matches ? "table.how.touch" : "table.how")}${" "}${t("table.most", { ...MOST, rows })}
      </p>
    </div>
    ${
      text !== null &&
      html`<details class="fold" open=${!text || typed}>
        <summary>${t("table.text")}</summary>
        <textarea
          class="input"
          rows="7"
          aria-label=${t("table.text")}
          placeholder=${t("table.placeholder")}
          spellcheck=${false}
          autocomplete="off"
          wrap="off"
          value=${text}
          onInput=${type}
        ></textarea>
      </details>`
    }`;
}
