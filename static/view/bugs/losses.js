/** The loss of both runs after as many iterations: it falls with many a mistake, too. */
import { short } from "../../core/data/number.js";
import { bitesLoss, fateOf } from "../../core/explain/fate.js";
import { html } from "../../vendor/preact.js";
import { queued } from "../control/queue.js";
import { examplesAdded, gate, hunting, line, trace, training } from "../control/state.js";
import { train } from "../control/train.js";
import { t } from "../ui/words.js";
import { rightLine } from "./right-run.js";

/** Rounds of a small network, and of one of more numbers than this. */
const [MANY, FEW, LARGE] = [10_000, 500, 2_000];

export function Losses() {
  const [wrong, now] = [line.value, trace.value];
  void examplesAdded.value;
  if (!wrong || !now || gate.value) return null;
  const rounds = now.values.length > LARGE ? FEW : MANY;
  const fate = fateOf(wrong.record.points, rightLine(wrong).record.points);
  const otherLoss = bitesLoss(now) && !hunting.value;
  return html`<h3>${t("break.loss.title")}</h3>
    ${
      fate &&
      html`<table class="beside-table">
          <thead>
            <tr>
              <th scope="col">${t("break.loss.rounds")}</th>
              <th scope="col">${t("break.value.wrong")}</th>
              <th scope="col">${t("break.value.right")}</th>
            </tr>
          </thead>
          <tbody>
            ${fate.rows.map(
              ({ iteration, mine, theirs }) =>
                html`<tr key=${iteration}>
                  <th scope="row">${iteration}</th>
                  <td>${shown(mine)}</td>
                  <td>${shown(theirs)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p role="status">${t(`break.loss.${fate.how}`)} ${otherLoss && t("break.loss.other")}</p>`
    }
    <p>
      <button
        type="button"
        class="button"
        disabled=${training.value || queued.value > 0}
        onClick=${() => train(now.document.iteration + rounds)}
      >
        ${t("break.loss.train", { rounds: rounds.toLocaleString("en") })}
      </button>
    </p>`;
}

/** @param {number | null | undefined} loss */
const shown = (loss) => (typeof loss === "number" ? short(loss) : "∞");
