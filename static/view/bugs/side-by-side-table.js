/** Every tensor of the iteration in the order of the steps: how much of it differs, and the number that
 * differs most, wrong beside right. */
import { allApart } from "../../core/explain/side-by-side.js";
import { cellText } from "../../core/explain/symbol.js";
import { html, useState } from "../../vendor/preact.js";
import { choose, seek } from "../control/actions.js";
import { shown, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { inDigits } from "./both-values.js";
import { ownNumber, rightTrace, sameStart } from "./right-run.js";

/** @import { Apart } from "../../core/explain/side-by-side.js" */

/** Rows that are told at first. */
const SOME = 6;

export function SideBySide() {
  const [all, setAll] = useState(false);
  const [now, right] = [trace.value, rightTrace.value];
  if (!now || !right) return html`<p class="caption" role="status">${t("break.loading")}</p>`;
  const rows = allApart(now, right);
  const differ = rows.filter((row) => row.differ);
  return html`${now.document.iteration > 0 && html`<${Footing} />`}
    <p>
      ${t(differ.length ? "break.table.what" : "break.table.same", { count: differ.length, all: rows.length })}
    </p>
    ${
      differ.length > 0 &&
      html`<table class="beside-table">
        <thead>
          <tr>
            <th scope="col">${t("break.table.number")}</th>
            <th scope="col">${t(ownNumber.value ? "lesson.play.mine" : "break.value.wrong")}</th>
            <th scope="col">${t("break.value.right")}</th>
          </tr>
        </thead>
        <tbody>
          ${(all ? differ : differ.slice(0, SOME)).map((row) => html`<${Row} key=${row.tensor} row=${row} />`)}
        </tbody>
      </table>`
    }
    ${
      !all &&
      differ.length > SOME &&
      html`<button type="button" class="link" onClick=${() => setAll(true)}>
        ${t("break.table.all", { count: differ.length })}
      </button>`
    }`;
}

/** @param {{row: Apart}} props */
function Row({ row: { tensor, step, cells, differ, largest, bites } }) {
  const [now, right] = [trace.value, rightTrace.value];
  if (!now || !right) return null;
  const cell = { tensor, cell: largest };
  const [mine, theirs] = [now, right].map((one) => one.value(tensor, largest));
  const look = () => {
    if (now.tensor(tensor).batched) shown.value = largest[0];
    seek(step + 1);
    choose(cell);
  };
  return html`<tr data-mark=${bites ? "bites" : "follows"}>
    <th scope="row">
      <button type="button" class="link" onClick=${look}>${cellText(now, cell)}</button>
      <small>${how(bites, differ, cells)}</small>
    </th>
    <td>${inDigits(mine, mine, theirs)}</td>
    <td>${inDigits(theirs, mine, theirs)}</td>
  </tr>`;
}

/** @param {boolean} bites @param {number} differ @param {number} cells */
function how(bites, differ, cells) {
  if (bites && ownNumber.value) return t("replaced.mark");
  return t(bites ? "break.table.bites" : "break.table.follows", { differ, cells });
}

/** Later on both have gone their own ways; from the same numbers one sees the mistake alone. */
function Footing() {
  return html`<label class="check">
    <input
      type="checkbox"
      checked=${sameStart.value}
      onChange=${(/** @type {any} */ e) => (sameStart.value = e.currentTarget.checked)}
    />
    <span>${t("break.same-start")}</span>
  </label>`;
}
