/** Spot the bug: names to choose from, and when it is over how it went and why the loss did not tell. */
import { html, useEffect, useState } from "../../vendor/preact.js";
import { bitesLoss } from "../../core/explain/fate.js";
import { askFitting, fittingBugs } from "./fitting.js";
import { tell } from "../control/queue.js";
import { experiment, hunt, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { giveAnswer, guess } from "./spot.js";

export function SpotForm() {
  const [name, setName] = useState("");
  const of = experiment.value;
  useEffect(() => {
    if (of) askFitting(of).catch(tell);
  }, [of]);
  if (!hunt.value) return null;
  const { guesses } = hunt.value;
  const ids = [...fittingBugs.value.ids].sort(byName);
  const wrong = guesses.at(-1);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (name) guess(name);
  };
  return html`<h2>${t("spot.title")}</h2>
    <p>${t("spot.what")}</p>
    <form class="spot" onSubmit=${submit}>
      <label for="spot-name">${t("spot.which")}</label>
      <select
        class="select"
        id="spot-name"
        value=${name}
        onChange=${(/** @type {any} */ e) => setName(e.currentTarget.value)}
      >
        <option value="">${t("spot.choose")}</option>
        ${ids.map((id) => html`<option key=${id} value=${id} selected=${id === name}>${t(`bug.${id}.name`)}</option>`)}
      </select>
      ${name && html`<p class="caption">${t(`bug.${name}.text`)}</p>`}
      <div class="tools">
        <button class="button primary" disabled=${!name}>${t("spot.answer")}</button>
        <button type="button" class="button quiet" onClick=${giveAnswer}>
          ${t("spot.give-up")}
        </button>
      </div>
    </form>
    <p role="status">
      ${wrong && t("spot.wrong", { name: t(`bug.${wrong}.name`), count: guesses.length })}
    </p>
    <p class="caption">${t("spot.lock")}</p>`;
}

/** How it went. */
export function HuntEnded() {
  if (!hunt.value) return null;
  const { guesses, looks, given } = hunt.value;
  const why = trace.value && bitesLoss(trace.value) ? "loss" : "gradient";
  return html`<div class="hunt-ended" role="status">
    <p>
      <strong>${t(given ? "spot.given" : "spot.found")}</strong>
      ${" "}${!given && t(guesses.length === 1 ? "spot.at-once" : "spot.tries", { tries: guesses.length })}
      ${" "}${t("spot.looks", { looks })}
    </p>
    <p>${t(`spot.why.${why}`)}</p>
  </div>`;
}

/** @param {string} a @param {string} b */
const byName = (a, b) => t(`bug.${a}.name`).localeCompare(t(`bug.${b}.name`));
