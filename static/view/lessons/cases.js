/** Contrasting cases in one table; each can be put on the stage. */
import { cellSymbol } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { line, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { part } from "./course.js";
import { showState } from "./open.js";
import { sceneOf } from "./scenes.js";

export function Cases() {
  const [of, now] = [part.value, trace.value];
  if (!of || !now) return null;
  const shown = (line.value && sceneOf(line.value)?.state) ?? of.state;
  return html`<table class="cases">
    <thead>
      <tr>
        ${of.columns.map(
          (column) =>
            html`<th scope="col" key=${column.tensor}>
              ${now.has(column.tensor) && html`<${Tex} flat tex=${cellSymbol(now, column)} />`}
            </th>`,
        )}
        <th><span class="visually-hidden">${t("lesson.case")}</span></th>
      </tr>
    </thead>
    <tbody>
      ${of.cases.map(
        (name, k) =>
          html`<tr key=${name} aria-current=${name === shown ? "true" : undefined}>
            ${of.columns.map((column) => html`<td key=${column.tensor}>${column.texts[k]}</td>`)}
            <td>
              <button
                class="button"
                aria-label=${`${t("lesson.case")} ${of.columns[0]?.texts[k]}`}
                aria-pressed=${name === shown}
                onClick=${() => showState(name)}
              >
                ${t("lesson.case.show")}
              </button>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
