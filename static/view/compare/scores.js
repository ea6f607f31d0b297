/** The scores of two lines at the same iteration, or the last one that each has. */
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { runName } from "../control/run-names.js";
import { examplesAdded, trace } from "../control/state.js";
import { percent } from "../timeline/moment-words.js";
import { t } from "../ui/words.js";

/** @import { Line } from "../../core/data/run.js"
 * @import { Point, Score } from "../../core/data/record.js" */

/** @param {{now: Line, then: Line}} props */
export function Scores({ now, then }) {
  void examplesAdded.value;
  const iteration = trace.value?.document.iteration ?? 0;
  const both = [now, then].map((one) => one.record.at(iteration) ?? one.record.points[0] ?? null);
  const rows = /** @type {const} */ ([
    ["compare.iteration", (/** @type {Point} */ p) => String(p.iteration)],
    ["compare.loss", (/** @type {Point} */ p) => lossOf(p)],
    ["compare.accuracy", (/** @type {Point} */ p) => accuracyOf(p)],
    ["compare.test-loss", (/** @type {Point} */ p) => p.test && lossOf(p.test)],
    ["compare.test-accuracy", (/** @type {Point} */ p) => p.test && accuracyOf(p.test)],
  ]);
  const told = rows.filter(([, tell]) => both.some((p) => p && tell(p)));
  return html`<table class="compare-scores">
    <thead>
      <tr>
        <td></td>
        <th scope="col"><i class="stroke now" aria-hidden="true"></i>${t("compare.this")}</th>
        <th scope="col" title=${runName(then)}>
          <i class="stroke then" aria-hidden="true"></i>${t("compare.that")}
        </th>
      </tr>
    </thead>
    <tbody>
      ${told.map(
        ([key, tell]) =>
          html`<tr key=${key}>
            <th scope="row">${t(key)}</th>
            ${both.map((p) => html`<td>${(p && tell(p)) || "–"}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {Score} score */
const lossOf = ({ loss }) => (typeof loss === "number" ? short(loss) : "∞");

/** @param {Score} score */
const accuracyOf = ({ accuracy }) => (typeof accuracy === "number" ? percent(accuracy) : null);
