/** The dialog in which mistakes are chosen: those that make sense here, by phase; others say why not. */
import { html, signal, useEffect, useRef, useState } from "../../vendor/preact.js";
import { Refusal } from "../build/refusal.js";
import { tell } from "../control/queue.js";
import { experiment } from "../control/state.js";
import { t } from "../ui/words.js";
import { allBugs, askFitting, fittingBugs } from "./fitting.js";
import { bugsOn } from "./right-run.js";
import { beginHunt } from "./spot.js";
import { BUGS_PATH, showBugs } from "./switch-bugs.js";

/** @import { BugKind } from "../server/api.js" */

/** Mistakes at once: more would hide each other. */
const MOST = 2;
const PHASES = ["forward", "loss", "backward", "update"];

const open = signal(false);

/** Let a person choose a mistake. */
export async function openBugs() {
  open.value = true;
  if (experiment.value) await askFitting(experiment.value).catch(tell);
}

export function BugsDialog() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (open.value) ref.current?.showModal();
    else ref.current?.close();
  }, [open.value]);
  return html`<dialog
    class="bugs"
    ref=${ref}
    aria-labelledby="bugs-title"
    onClose=${() => (open.value = false)}
  >
    ${open.value && html`<${Content} />`}
  </dialog>`;
}

function Content() {
  const [chosen, setChosen] = useState(bugsOn.value);
  const [search, setSearch] = useState("");
  const ready = fittingBugs.value.of === experiment.value;
  const fits = new Set(ready ? fittingBugs.value.ids : []);
  const found = allBugs.value.filter(({ id }) => matches(id, search));
  const toggle = (/** @type {string} */ id) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-MOST)); // prettier-ignore
  const idle = !chosen.length && !bugsOn.value.length;
  const takesOut = !chosen.length && !idle;
  const done = async () => (await showBugs(chosen)) && close();
  const spot = async () => (await beginHunt()) && close();
  return html`<h2 id="bugs-title">${t("break.choose")}</h2>
    <p class="caption">${t("break.choose.what")}</p>
    <input
      class="input"
      type="search"
      aria-label=${t("break.search")}
      placeholder=${t("break.search")}
      value=${search}
      onInput=${(/** @type {any} */ e) => setSearch(e.currentTarget.value)}
    />
    <div class="bugs-list" tabindex="0" role="group" aria-label=${t("break.choose")}>
      ${!ready && html`<p class="caption" role="status">${t("break.loading")}</p>`}
      ${PHASES.map(
        (phase) => html`<${Group} key=${phase} phase=${phase} bugs=${found.filter((bug) => bug.phase === phase && fits.has(bug.id))} chosen=${chosen} toggle=${toggle} />`, // prettier-ignore
      )}
      ${ready && html`<${Others} bugs=${found.filter(({ id }) => !fits.has(id))} />`}
    </div>
    <${Refusal} path=${BUGS_PATH} id="bugs" />
    <form method="dialog" class="tools end">
      <button type="button" class="button quiet" disabled=${!ready} onClick=${spot}>
        ${t("spot.begin")}
      </button>
      <button class="button">${t("close")}</button>
      <button type="button" class="button primary" disabled=${!ready || idle} onClick=${done}>
        ${t(takesOut ? "break.off" : "break.on")}
      </button>
    </form>`;
}

const close = () => (open.value = false);

/** @param {{phase: string, bugs: BugKind[], chosen: string[], toggle: (id: string) => void}} props */
function Group({ phase, bugs, chosen, toggle }) {
  if (!bugs.length) return null;
  return html`<fieldset data-phase=${phase}>
    <legend class="eyebrow">${t(`phase.${phase}`)}</legend>
    ${bugs.map(
      ({ id }) =>
        html`<label key=${id} class="bug">
          <input type="checkbox" checked=${chosen.includes(id)} onChange=${() => toggle(id)} />
          <span>${t(`bug.${id}.name`)}<small>${t(`bug.${id}.text`)}</small></span>
        </label>`,
    )}
  </fieldset>`;
}

/** @param {{bugs: BugKind[]}} props */
function Others({ bugs }) {
  if (!bugs.length) return null;
  return html`<details class="fold">
    <summary>${t("break.others", { count: bugs.length })}</summary>
    <ul>
      ${bugs.map(
        ({ id }) =>
          html`<li key=${id}>
            ${t(`bug.${id}.name`)}<small>${t("break.needs", { what: t(`bug.${id}.needs`) })}</small>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** @param {string} id @param {string} search */
function matches(id, search) {
  const words = `${t(`bug.${id}.name`)} ${t(`bug.${id}.text`)} ${id}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.includes(part));
}
