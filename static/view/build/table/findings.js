/** Everything that is wrong with the table: where, what, and what to do. */
import { html } from "../../../vendor/preact.js";
import { has, language, t } from "../../words.js";
import { answer } from "./draft.js";

/** @import { Finding } from "../../../core/table.js" */

export function Findings() {
  const { findings = [], data } = answer.value ?? {};
  if (!findings.length) return null;
  const unshown = data?.report.unshown ?? 0;
  return html`<ul class="findings" tabindex="0" aria-label=${t("table.findings")}>
    ${findings.map(
      (finding) =>
        html`<li data-code=${finding.code}>
          <b>${place(finding)}</b> ${words(finding, "detail")} ${words(finding, "to_do")}
        </li>`,
    )}
    ${unshown > 0 && html`<li>${t("table.unshown", { count: unshown })}</li>`}
  </ul>`;
}

/** @param {Finding} finding */
function place({ row, column }) {
  const name = column === null ? "" : (answer.value?.data?.report.columns[column - 1] ?? "");
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
