/** The books of the way back for whatever network is on show, beside its matrices: shut until wanted. */
import { computed, html, signal } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { experiment, gate, hunting, moment } from "../control/state.js";
import { postLedger } from "../server/api.js";
import { following } from "../server/latest-request.js";
import { t } from "../ui/words.js";
import { LedgerTable } from "./ledger.js";

const wanted = signal(false);

const ledgerNow = following(
  computed(() => {
    const [of, now, start] = [network.value, experiment.value, moment.value];
    return wanted.value && of && now && start ? { of, now, start } : null;
  }),
  ({ now, start }) => postLedger(now, start),
);

export function LedgerEntry() {
  if (gate.value || hunting.value) return null;
  return html`<details
    class="section ledger-entry"
    open=${wanted.value}
    onToggle=${(/** @type {any} */ e) => (wanted.value = e.currentTarget.open)}
  >
    <summary>${t("lesson.ledger.entry")}</summary>
    ${wanted.value && html`<${Now} />`}
  </details>`;
}

function Now() {
  const { answer, problem } = ledgerNow.value ?? {};
  if (problem) return html`<p class="note">${t("lesson.ledger.none")}</p>`;
  return answer && html`<${LedgerTable} title=${t("lesson.ledger")} found=${answer} />`;
}
