/** Inputs that cannot be drawn: the answers to this batch beside their targets. */
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { answers, calm, meaning } from "../control/network-state.js";
import { known, shown, training } from "../control/state.js";
import { t } from "../ui/words.js";
import { shortName } from "./class-names.js";
import { Confusion } from "./confusion-matrix.js";

/** More rows than this are a wall. */
const MOST = 40;

export function Rows() {
  return html`<section class="section output">
      <h2 class="eyebrow">${t("output.rows")}</h2>
      <${Table} />
    </section>
    ${meaning.value?.kind === "classes" && html`<div class="output"><${Confusion} /></div>`}`;
}

function Table() {
  const now = calm.value;
  if (!now) return null;
  if (training.value) return html`<p class="caption">${t("confusion.later")}</p>`;
  const output = answers.value[answers.value.length - 1];
  const width = now.tensor(output).shape[1];
  const of = (/** @type {string} */ name, /** @type {number} */ n) =>
    Array.from({ length: width }, (_, k) => now.value(name, [n, k]));
  return html`<table class="rows-table">
    <thead>
      <tr>
        <th scope="col">${t("build.example")}</th>
        <th scope="col">${t("stage.target")}</th>
        <th scope="col">${t("output.answered")}</th>
      </tr>
    </thead>
    <tbody>
      ${now.document.rows.slice(0, MOST).map(
        (row, n) =>
          html`<tr key=${row} aria-current=${shown.value === n ? "true" : undefined}>
            <th scope="row">
              <button class="link" onClick=${() => (shown.value = n)}>${row + 1}</button>
            </th>
            <td>${said(of("y", n))}</td>
            <td>${known(output) ? said(of(output, n)) : t("inspector.unknown")}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The class that is meant and how strongly, or all numbers. @param {number[]} values */
function said(values) {
  if (meaning.value?.kind !== "classes" || values.length < 2) return values.map(short).join(", ");
  const best = values.indexOf(Math.max(...values));
  return values[best] === 1 ? shortName(best) : `${shortName(best)} (${short(values[best])})`;
}
