/** Numbers that a source printed from a run with a mistake: with the same one on they come out. */
import { besidePrinted, comesOut, comparison } from "../../core/data/published.js";
import { exact } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { answers } from "../control/network-state.js";
import { origin } from "../control/source-example.js";
import { trace } from "../control/state.js";
import { laterName } from "../inspector/published.js";
import { Icon } from "../ui/icon.js";
import { t } from "../ui/words.js";

/** @import { Printed } from "../../core/data/published.js" */

export function PrintedNumbers() {
  const from = origin.value;
  const rows = from ? comparison(from).filter(({ wrong }) => wrong) : [];
  const there = rows.flatMap((row) => {
    const mine = valueNow(row);
    return mine === null ? [] : [{ ...row, mine }];
  });
  if (!there.some(({ mine, printed }) => comesOut(mine, printed))) return null;
  return html`<h3>${t("break.printed")}</h3>
    <table class="beside-table many-digits">
      <thead>
        <tr>
          <th scope="col">${t("published.printed")}</th>
          <th scope="col">${t("break.value.wrong")}</th>
          <th scope="col">${t("break.value.right")}</th>
        </tr>
      </thead>
      <tbody>
        ${there.map(
          ({ name, cell, printed, computed, mine }) =>
            html`<tr key=${`${name}${cell}`}>
              <th scope="row">${exact(printed)} <small>${laterName(name, cell)}</small></th>
              <td>
                ${besidePrinted(mine, printed)}
                ${comesOut(mine, printed) && html`<small><${Icon} name="check" />${t("break.printed.comes")}</small>`}
              </td>
              <td>${besidePrinted(computed, printed)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** What the run on show gives for it, at its own moment; null at any other. @param {Printed} row */
function valueNow({ name, cell }) {
  const now = trace.value;
  const [, what, after] = /^(E|outputs)_after_(\d+)$/.exec(name) ?? [];
  if (!now || !what) return null;
  const { iteration, loss_after: next } = now.document;
  if (what === "E" && iteration === Number(after) - 1 && next !== undefined) return next;
  if (iteration !== Number(after)) return null;
  if (what === "E") return now.loss;
  const last = answers.value[answers.value.length - 1];
  const full = now.tensor(last).shape.length > cell.length ? [0, ...cell] : cell;
  return now.value(last, full);
}
