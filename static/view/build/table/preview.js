/** The first rows, and those in which something is told: what stands in the file, and below it what
 * the network sees, marked where it was read as something else. */
import { withGaps } from "../../../core/data/table.js";
import { html } from "../../../vendor/preact.js";
import { Icon } from "../../ui/icon.js";
import { t } from "../../ui/words.js";
import { Use } from "./columns.js";
import { tableAnswer, data } from "./draft.js";

/** @import { PreviewRow } from "../../../core/data/table.js" */

export function Preview() {
  const report = data.value?.report;
  if (!report) return null;
  const { columns, rows, preview } = report;
  const shown = withGaps(preview, rows);
  return html`<div class="preview" role="region" aria-label=${t("table.preview")} tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${t("table.line")}</th>
          ${columns.map((name, k) => html`<${Head} key=${k} name=${name} column=${k + 1} />`)}
        </tr>
      </thead>
      <tbody>
        ${shown.rows.map((row) => html`<${Line} key=${row.line} row=${row} width=${columns.length} />`)}
        ${shown.more > 0 && html`<${Gap} count=${shown.more} width=${columns.length} />`}
      </tbody>
    </table>
  </div>`;
}

/** What is told of a place. @param {number | null} line @param {number | null} column */
const toldAt = (line, column) =>
  tableAnswer.value?.findings.find((f) => f.row === line && f.column === column);

/** @param {{name: string, column: number}} props */
function Head({ name, column }) {
  const told = toldAt(null, column);
  const out = data.value?.report.uses[column - 1].use === "ignored";
  return html`<th scope="col" data-out=${out || undefined} title=${told?.detail}>
    <${Text} text=${name} /><${Use} column=${column} name=${name} />
  </th>`;
}

/** @param {{row: PreviewRow & {left_out: number}, width: number}} props */
function Line({ row, width }) {
  const { line, cells, left_out, used } = row;
  const whole = toldAt(line, null);
  return html`${left_out > 0 && html`<${Gap} count=${left_out} width=${width} />`}
    <tr data-out=${!used || undefined}>
      <th scope="row" data-wrong=${whole?.code} title=${whole?.detail}>
        <${Text} text=${String(line)} wrong=${!!whole} />
        ${!used && html`<span class="visually-hidden">${t("table.out")}</span>`}
      </th>
      ${cells.map((cell, k) => html`<${Cell} key=${k} row=${row} cell=${cell} k=${k} />`)}
    </tr>`;
}

/** @param {{row: PreviewRow, cell: string, k: number}} props */
function Cell({ row, cell, k }) {
  const told = toldAt(row.line, k + 1);
  const own = data.value?.report.uses[k];
  const [read, seen] = [row.read[k], row.seen[k]];
  const wrong = own?.use !== "ignored" && read === null && !toldAt(row.line, null);
  return html`<td
    data-wrong=${wrong ? (told?.code ?? "") : undefined}
    data-changed=${row.changed[k] || undefined}
    data-out=${own?.use === "ignored" || undefined}
    title=${told?.detail ?? cell}
  >
    <${Text} text=${cell} wrong=${wrong} />
    <${Seen} read=${read} seen=${seen} changed=${row.changed[k]} />
  </td>`;
}

/** What a cell was read as, where that is another thing, and what the network sees of it.
 * @param {{read: string | null, seen: string | null, changed: boolean}} props */
function Seen({ read, seen, changed }) {
  if (read === null || (!changed && seen === read)) return null;
  const scaled = seen !== read && html`<span class="scaled">${seen?.replace("-", "−")}</span>`;
  return html`<span class="seen">${changed && html`<b>→ ${read}</b>`}${scaled}</span>`;
}

/** A mark besides the colour. @param {{text: string, wrong?: boolean}} props */
const Text = ({ text, wrong = false }) =>
  html`<span class="cell">${wrong ? html`<${Icon} name="close" />` : null}${text || (wrong ? "–" : "")}</span>`; // prettier-ignore

/** @param {{count: number, width: number}} props */
const Gap = ({ count, width }) =>
  html`<tr class="gap-row">
    <td colspan=${width + 1}>${t("table.gap", { count })}</td>
  </tr>`;
