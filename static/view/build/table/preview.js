/** The first rows, and those with something wrong: each bad cell is marked where it stands. */
import { delimiterOf, preview, rowsOf } from "../../../core/table.js";
import { computed, html } from "../../../vendor/preact.js";
import { Icon } from "../../icon.js";
import { t } from "../../words.js";
import { Use } from "./columns.js";
import { answer, source } from "./draft.js";

/** @import { Finding, Row } from "../../../core/table.js" */

const rows = computed(() => {
  const { text } = source.value;
  const { delimiter } = answer.value?.of ?? { delimiter: "auto" };
  const found = answer.value?.data?.report.delimiter ?? delimiter;
  return rowsOf(text, found === "auto" ? delimiterOf(text) : found);
});

export function Preview() {
  if (!answer.value || !rows.value.length) return null;
  const { data, findings } = answer.value;
  const names = data?.report.columns ?? widest(rows.value);
  const body = data?.report.header ? rows.value.slice(1) : rows.value;
  const shown = preview(body, findings);
  const used = data && new Set(data.report.lines);
  return html`<div class="preview" role="region" aria-label=${t("table.preview")} tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${t("table.line")}</th>
          ${names.map((name, k) => html`<${Head} key=${k} name=${name} column=${k + 1} />`)}
        </tr>
      </thead>
      <tbody>
        ${shown.rows.map((row) => html`<${Line} key=${row.line} row=${row} width=${names.length} used=${used} />`)}
        ${shown.more > 0 && html`<${Gap} count=${shown.more} width=${names.length} />`}
      </tbody>
    </table>
  </div>`;
}

/** Numbers for columns that have no names yet. @param {Row[]} all */
const widest = (all) =>
  Array.from({ length: Math.max(...all.map((r) => r.cells.length)) }, (_, k) => String(k + 1));

/** What is wrong at a place. @param {number | null} line @param {number | null} column */
const wrongAt = (line, column) =>
  answer.value?.findings.find((f) => f.row === line && f.column === column);

/** @param {{name: string, column: number}} props */
function Head({ name, column }) {
  const wrong = wrongAt(null, column) ?? headerWrong(column);
  return html`<th scope="col" data-wrong=${wrong?.code} title=${wrong?.detail}>
    <${Text} text=${name} wrong=${!!wrong} /><${Use} column=${column} name=${name} />
  </th>`;
}

/** Names stand in the first row. @param {number} column */
const headerWrong = (column) =>
  answer.value?.data?.report.header ? wrongAt(rows.value[0].line, column) : undefined;

/** @param {{row: Row & {left_out: number}, width: number, used: Set<number> | null}} props */
function Line({ row: { line, cells, left_out }, width, used }) {
  const whole = wrongAt(line, null);
  const out = used && !used.has(line);
  return html`${left_out > 0 && html`<${Gap} count=${left_out} width=${width} />`}
    <tr data-out=${out || undefined}>
      <th scope="row" data-wrong=${whole?.code} title=${whole?.detail}>
        <${Text} text=${String(line)} wrong=${!!whole} />
        ${out && html`<span class="visually-hidden">${t("table.out")}</span>`}
      </th>
      ${padded(cells, width).map((cell, k) => {
        const wrong = wrongAt(line, k + 1);
        return html`<td key=${k} data-wrong=${wrong?.code} title=${wrong?.detail ?? cell}>
          <${Text} text=${cell} wrong=${!!wrong} />
        </td>`;
      })}
    </tr>`;
}

/** What a short row lacks stands empty. @param {string[]} cells @param {number} width */
const padded = (cells, width) => [
  ...cells,
  ...Array.from({ length: Math.max(width - cells.length, 0) }, () => ""),
];

/** A mark besides the colour. @param {{text: string, wrong: boolean}} props */
const Text = ({ text, wrong }) =>
  html`<span class="cell"
    >${wrong && html`<${Icon} name="close" />`}${text || (wrong ? "–" : "")}</span
  >`;

/** @param {{count: number, width: number}} props */
const Gap = ({ count, width }) =>
  html`<tr class="gap-row">
    <td colspan=${width + 1}>${t("table.gap", { count })}</td>
  </tr>`;
