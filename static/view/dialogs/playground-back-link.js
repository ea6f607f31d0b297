/** The TensorFlow Playground link of the experiment on show, with what is not in it. */
import { sent } from "../../core/data/experiment.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { post, Problem } from "../server/api.js";
import { experiment, line } from "../control/state.js";
import { t } from "../ui/words.js";

/** Only where the data are the Playground's own. */
export function BackLink() {
  const data = experiment.value?.data;
  if (!data?.kind.startsWith("playground_")) return null;
  return html`<details class="fold">
    <summary>${t("playground.back")}</summary>
    <${Made} />
  </details>`;
}

function Made() {
  const [found, put] = useState(
    /** @type {{link?: string, lost: {code: string}[], why?: string}} */ ({ lost: [] }),
  );
  const now = experiment.value;
  useEffect(() => {
    if (!now) return;
    post("playground/links", { experiment: sent(now) }).then(put, (error) => {
      const codes = error instanceof Problem ? error.errors.map(({ pointer }) => pointer) : [];
      put({ lost: [], why: codes.length ? t("playground.none") : error.message });
    });
  }, [now]);
  if (found.why) return html`<p class="caption">${found.why}</p>`;
  if (!found.link) return null;
  const trained = line.value?.start || (line.value?.record.points.length ?? 0) > 1;
  const codes = [...found.lost.map(({ code }) => code), ...(trained ? ["training"] : [])];
  return html`<input
      class="input playground-link"
      readonly
      value=${found.link}
      aria-label=${t("playground.back")}
      onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
    />
    ${
      codes.length > 0 &&
      html`<p class="caption">${t("playground.lost")}</p>
        <ul class="caption">
          ${codes.map((code) => html`<li>${t(`playground.lost.${code}`)}</li>`)}
        </ul>`
    }`;
}
