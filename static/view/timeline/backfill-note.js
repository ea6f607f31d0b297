/** What is missing before the moment that a link told: being computed, given up, or nowhere at all. */
import { html } from "../../vendor/preact.js";
import { catchUp, earlier, giveUp } from "../control/backfill.js";
import { examplesAdded, line, training } from "../control/state.js";
import { t } from "../ui/words.js";

export function Earlier() {
  const now = line.value;
  const of = earlier.value;
  if (now?.cut)
    return html`<p class="earlier">
      ${t("earlier.cut", { iteration: now.start?.iteration ?? 0 })}
    </p>`;
  void examplesAdded.value;
  const parted = now?.record.parted ?? null;
  if (parted !== null)
    return html`<p class="earlier">${t("earlier.parted", { number: parted + 1 })}</p>`;
  if (!of || of.line !== now?.id || training.value) return null;
  if (!of.goes)
    return html`<p class="earlier">
      <button class="link" onClick=${catchUp}>${t("earlier.again")}</button>
    </p>`;
  if (!of.told) return null;
  return html`<p class="earlier">
    <label>${t("earlier.goes")} <progress max="1" value=${of.share}></progress></label>
    <button class="link" onClick=${giveUp}>${t("earlier.stop")}</button>
  </p>`;
}
