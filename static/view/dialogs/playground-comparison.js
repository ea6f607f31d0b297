/** The same network there and here: what could not be seen, with the numbers of the iteration on show. */
import { epochOf } from "../../core/data/run.js";
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { t } from "../ui/words.js";

/** @import { Trace } from "../../core/data/trace.js" */

const ROWS = ["weight", "gradient", "epoch", "loss"];

export function Comparison() {
  const current = trace.value;
  const { data } = current?.document.experiment ?? {};
  if (!current || !data?.kind.startsWith("playground_")) return null;
  const values = numbers(current);
  const rows = values.rest ? [...ROWS, "rest"] : ROWS;
  return html`<h3>${t("playground.compare")}</h3>
    <table class="there-here">
      <thead>
        <tr>
          <th scope="col">${t("playground.there")}</th>
          <th scope="col">${t("playground.here")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <td>${t(`playground.row.${row}.there`, values)}</td>
              <td>${t(`playground.row.${row}.here`, values)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** @param {Trace} current @returns {Record<string, string | number>} */
function numbers(current) {
  const { experiment, parameters, iteration, batch } = current.document;
  const first = parameters[0];
  const of = (/** @type {string} */ name) => current.value(name, [0, 0]);
  const gradient = of(`d_${first}`);
  return {
    weight: short(of(first)),
    gradient: short(gradient),
    factor: gradient < 0 ? `(${short(gradient)})` : short(gradient),
    after: short(of(`${first}'`)),
    rate: short(experiment.learning_rate),
    iterations: epochOf(experiment),
    batch,
    steps: current.steps.length,
    loss: short(current.value("E", [])),
    epoch: Math.floor(iteration / epochOf(experiment)) + 1,
    rest: experiment.batch ? experiment.inputs.length % experiment.batch : 0,
  };
}
