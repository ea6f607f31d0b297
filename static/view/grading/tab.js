/** Check mine: numbers of one's own for any part of the iteration, and what is right of them. */
import { html } from "../../vendor/preact.js";
import { fittingEntries } from "../../core/explain/entries.js";
import { gate, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { checkEntries, cover, covered, entries, grading, unreadable } from "./answers-state.js";
import { Paste } from "./paste.js";
import { GradingResult } from "./result.js";
import { AddTensor, TensorFields } from "./tensor-fields.js";

export function CheckTab() {
  const now = trace.value;
  if (!now) return null;
  const tensors = Object.keys(entries.value).filter((name) => now.has(name));
  const any = Object.keys(fittingEntries(now, entries.value)).length > 0;
  const submit = async (/** @type {any} */ event) => {
    event.preventDefault();
    const form = event.currentTarget;
    await checkEntries();
    form.querySelector("h3, [aria-invalid]")?.scrollIntoView({ block: "nearest" });
  };
  return html`<form class="section check-tab" onSubmit=${submit}>
    <p class="eyebrow">${t("check.title")}</p>
    <h2>${t("check.ask", { number: now.document.iteration + 1 })}</h2>
    <p>${t("check.how")}</p>
    <${GradingResult} />
    ${tensors.map((name) => html`<${TensorFields} key=${name} tensor=${name} />`)}
    <${AddTensor} />
    ${unreadable.value?.of === entries.value && html`<p class="refusal" role="alert">${unreadable.value.words}</p>`}
    <div class="tools">
      <button class="button primary" disabled=${!any || grading.value}>${t("check.go")}</button>
      ${any && html`<${Clear} />`}
    </div>
    <${Paste} /> ${(covered.value || !gate.value) && html`<${Cover} />`}
  </form>`;
}

/** What was entered is let go, and can be had back. */
function Clear() {
  return html`<button type="button" class="button quiet" onClick=${() => (entries.value = {})}>
    ${t("check.clear")}
  </button>`;
}

/** The numbers of the page would tell. */
const Cover = () =>
  html`<label class="check">
    <input
      type="checkbox"
      checked=${covered.value}
      onChange=${(/** @type {any} */ e) => cover(e.currentTarget.checked)}
    />
    <span>${t("check.cover")}</span>
  </label>`;
