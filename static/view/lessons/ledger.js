/** The books of the way back: what weights and slopes did to the size of the error signal. */
import { short } from "../../core/data/number.js";
import { barOf } from "../../core/lessons/bar.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import * as api from "../server/api.js";
import { attempt } from "../control/queue.js";
import { t } from "../ui/words.js";
import { lesson, part } from "./course.js";

/** @import { Ledger } from "../server/api.js" */

/** The network on show, and its twin where the part has one. */
export function LedgerPanel() {
  const [of, now] = [lesson.value, part.value];
  if (!of || !now) return null;
  return html`<div class="ledgers">
    <${One} title=${t("lesson.ledger")} name=${now.state} />
    ${now.twin && html`<${One} title=${t("lesson.ledger.twin")} name=${now.twin} />`}
  </div>`;
}

/** @param {{title: string, name: string}} props */
function One({ title, name }) {
  const [found, setFound] = useState(/** @type {Ledger | null} */ (null));
  const of = lesson.value;
  useEffect(() => {
    if (of) void attempt(async () => setFound(await api.postLedger(of.states[name])));
  }, [of, name]);
  return found && html`<${LedgerTable} title=${title} found=${found} />`;
}

/** @param {{title: string, found: Ledger}} props */
export function LedgerTable({ title, found }) {
  return html`<table class="ledger">
    <caption>
      ${title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t("lesson.ledger.layer")}</th>
        <th scope="col">${t("lesson.ledger.cause")}</th>
        <th scope="col">${t("lesson.ledger.factor")}</th>
        <th><span class="visually-hidden">${t("lesson.ledger.kept")}</span></th>
      </tr>
    </thead>
    <tbody>
      ${found.factors.map(
        ({ layer, cause, value, bound }, k) =>
          html`<tr key=${k} data-cause=${cause} data-killer=${k === found.killer || undefined}>
            <td>${layer}</td>
            <td>
              ${t(`lesson.ledger.${cause}`)}${k === found.killer && html` <em>${t("lesson.ledger.killer")}</em>`}
            </td>
            <td>
              × ${short(value)}
              ${cause === "slope" && bound !== null && html`<small>≤ ${short(bound)}</small>`}
            </td>
            <td><i class="bar" style=${{ "--kept": barOf(value) }}></i></td>
          </tr>`,
      )}
    </tbody>
    <tfoot>
      <${Total} name="weights" value=${found.weights} />
      <${Total} name="slope" value=${found.slopes} bound=${found.bound} />
      <${Total} name="all" value=${found.ratio} />
    </tfoot>
  </table>`;
}

/** @param {{name: string, value: number, bound?: number | null}} props */
function Total({ name, value, bound = null }) {
  return html`<tr>
    <th scope="row" colspan="2">${t(`lesson.ledger.total.${name}`)}</th>
    <td colspan="2">
      = ${short(value)} ${bound !== null && html`<small>≤ ${short(bound)}</small>`}
    </td>
  </tr>`;
}
