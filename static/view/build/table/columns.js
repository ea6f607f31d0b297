/** What a column is for, and what its cells are. */
import { withKind, withUse } from "../../../core/data/table.js";
import { html } from "../../../vendor/preact.js";
import { t } from "../../ui/words.js";
import { data, setReading, reading } from "./draft.js";

/** @import { Use as ColumnUse } from "../../../core/data/table.js" */

/** @type {ColumnUse[]} */
const USES = ["input", "target", "ignored"];
const KINDS = ["number", "category"];

/** @param {{column: number, name: string}} props  column: from 1 */
export function Use({ column, name }) {
  const uses = data.value?.report.uses;
  const own = uses?.[column - 1];
  if (!uses || !own) return null;
  if (own.kind === "empty") return html`<span class="unused">${t("table.use.ignored")}</span>`;
  const unit = own.unit && html`<span class="unit">${own.unit}</span>`;
  const kinds = KINDS.includes(own.kind) ? KINDS : [own.kind, ...KINDS];
  return html`<span class="column-use">
    <${Select}
      label=${t("table.use", { name })}
      value=${own.use}
      options=${USES}
      word="table.use."
      put=${(/** @type {ColumnUse} */ use) => setReading(withUse(uses, reading.value, column, use))}
    />
    ${
      own.use !== "ignored" &&
      html`<${Select}
        label=${t("table.kind", { name })}
        value=${own.kind}
        options=${kinds}
        word="table.kind."
        put=${(/** @type {string} */ kind) => setReading(withKind(uses, reading.value, column, kind))}
      />`
    }
    ${unit}
  </span>`;
}

/** @param {{label: string, value: string, options: string[], word: string,
 *   put: (value: any) => void}} props */
function Select({ label, value, options, word, put }) {
  const choose = (/** @type {any} */ { currentTarget }) => put(currentTarget.value);
  return html`<select class="select" aria-label=${label} value=${value} onChange=${choose}>
    ${options.map(
      (one) => html`<option value=${one} selected=${one === value}>${t(`${word}${one}`)}</option>`,
    )}
  </select>`;
}
