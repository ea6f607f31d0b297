/** Everything that is told of the table: where, what, what it was read as, and what to do. */
import { html } from "../../../vendor/preact.js";
import { has, language, t } from "../../ui/words.js";
import { tableAnswer, data, setReading } from "./draft.js";

/** @import { Finding } from "../../../core/data/table.js" */

export function Findings() {
  const { findings = [] } = tableAnswer.value ?? {};
  if (!findings.length) return null;
  const unshown = tableAnswer.value?.data?.report.unshown ?? 0;
  return html`<ul class="findings" tabindex="0" aria-label=${t("table.findings")}>
    ${findings.map((finding) => html`<${Told} finding=${finding} />`)}
    ${unshown > 0 && html`<li>${t("table.unshown", { count: unshown })}</li>`}
  </ul>`;
}

/** @param {{finding: Finding}} props */
function Told({ finding }) {
  const { code, old, new: now, cells, change } = finding;
  const other = Object.keys(change).length > 0 && has(`finding.${code}.change`);
  return html`<li data-code=${code}>
    <b>${place(finding)}</b>${" "}
    ${
      old !== null &&
      html`<span class="reading"
          ><span class="old">${old}</span
          >${now !== null && html` → <span class="new">${now}</span>`}</span
        >${" "}`
    }
    ${cells > 1 && `${t("table.cells", { count: cells })} `}${words(finding, "detail")}${" "}
    ${
      other
        ? html`<button type="button" class="link" onClick=${() => setReading(change)}>
            ${t(`finding.${code}.change`, { other: finding.other ?? "" })}
          </button>`
        : words(finding, "to_do")
    }
  </li>`;
}

/** @param {Finding} finding */
function place({ row, column }) {
  const name = column === null ? "" : (data.value?.report.columns[column - 1] ?? "");
  const at = name ? t("table.at.named", { column: Number(column), name }) : t("table.at.column", { column: Number(column) }); // prettier-ignore
  const parts = [row !== null && t("table.at.line", { line: row }), column !== null && at];
  const said = parts.filter(Boolean).join(", ");
  return said && `${said}:`;
}

/** The server speaks English; other languages have a sentence for each kind of finding.
 * @param {Finding} finding @param {"detail" | "to_do"} part */
function words(finding, part) {
  const key = `finding.${finding.code}.${part}`;
  return language.value === "en" || !has(key) ? finding[part] : t(key);
}
