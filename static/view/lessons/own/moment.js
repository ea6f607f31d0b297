/** The first step: the network and the moment that the lesson is about. */
import { numbers } from "../../../core/data/bytes.js";
import { html } from "../../../vendor/preact.js";
import { runExperiment } from "../../control/open.js";
import { title } from "../../control/title.js";
import { whole } from "../../control/state.js";
import { seek } from "../../control/actions.js";
import { t } from "../../ui/words.js";
import { changeDraft, draft, isOnStage, momentOnStage } from "./draft.js";

export function MomentStep() {
  const of = draft.value;
  const iteration = whole.value?.document.iteration ?? 0;
  if (!of) return null;
  return html`<p>${t("own.moment.what")}</p>
    <p class="own-moment">
      <strong>${title()}</strong
      ><small>${t("own.moment.iteration", { number: iteration + 1 })}</small>
    </p>
    ${
      isOnStage.value
        ? html`<p class="caption">${t("own.moment.taken")}</p>`
        : html`<p class="note">${t("own.moment.other")}</p>
            <div class="lesson-row">
              <button class="button primary" onClick=${takeMoment}>${t("own.moment.take")}</button>
              <button class="button" onClick=${showMoment}>${t("own.moment.show")}</button>
            </div>`
    }`;
}

/** In the other steps: the stage has gone elsewhere. */
export function OffStage() {
  if (isOnStage.value) return null;
  return html`<p class="note">
    ${t("own.moment.other")}${" "}
    <button type="button" class="link" onClick=${showMoment}>${t("own.moment.show")}</button>
  </p>`;
}

/** The lesson is about what is on the stage now. Questions about what is not there begin anew. */
function takeMoment() {
  const [of, now, trace] = [draft.value, momentOnStage.value, whole.value];
  if (!of || !now || !trace) return;
  const fits = of.parts.filter(({ tensor, cell }) => {
    const shape = trace.writer.has(tensor) ? trace.tensor(tensor).shape : [];
    return shape.length === cell.length && cell.every((place, k) => place < shape[k]);
  });
  changeDraft({ ...now, ...(fits.length && { parts: fits }) });
}

/** Put the network of the lesson on the stage, all of its iteration seen. */
export async function showMoment() {
  const of = draft.value;
  if (!of) return;
  const { experiment, iteration, checkpoint } = of;
  const start = checkpoint && { ...checkpoint, values: numbers(checkpoint.values) };
  if (!(await runExperiment(experiment, iteration, start ? { start, cut: true } : {}))) return;
  seek(Infinity);
  if (momentOnStage.value) changeDraft(momentOnStage.value); // as the server writes it
}
