/** TensorFlow Playground: its links pasted, dropped or in the address, and what was hidden there. */
import { ownFragment, playgroundLink } from "../../core/data/playground.js";
import { html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { post } from "../server/api.js";
import { Icon } from "../ui/icon.js";
import { attempt } from "../control/queue.js";
import { rest, runExperiment } from "../control/open.js";
import { Comparison } from "./playground-comparison.js";
import { experiment } from "../control/state.js";
import { say } from "../ui/toast.js";
import { t } from "../ui/words.js";

/** @typedef {{seed: string, drawn: boolean, notes: {field: string, code: string}[]}} Told
 * @import { Experiment } from "../../core/data/trace.js" */

const open = signal(false);
/** What there was to say of the link that was opened last, and the experiment it became.
 * @type {import("../../vendor/preact.js").Signal<(Told & {of: Experiment}) | null>} */
const told = signal(null);

export function showPlayground() {
  open.value = true;
}

/** Open a link of the Playground, or go where one of this page leads.
 * @param {string} link @returns {Promise<boolean>} */
export async function openLink(link) {
  const own = ownFragment(link);
  if (own) {
    location.hash = own;
    return true;
  }
  /** @type {(Told & {experiment: Experiment}) | null} */
  let found = null;
  const done =
    (await attempt(async () => void (found = await post("playground", { link: link.trim() })))) &&
    found &&
    (await runExperiment(/** @type {any} */ (found).experiment));
  if (!done || !found || !experiment.value) return false;
  rest({ t: 0, shown: 0, selected: null });
  const { seed, drawn, notes } = /** @type {Told} */ (found);
  told.value = { seed, drawn, notes, of: experiment.value };
  say("playground.opened");
  return true;
}

/** Open the link in a text that was pasted or dropped; false where there is none.
 * @param {string} text */
export function openText(text) {
  const link = playgroundLink(text) || (ownFragment(text) && text);
  if (!link) return false;
  openLink(link).then((done) => done && playgroundLink(text) && showPlayground());
  return true;
}

/** A link that is pasted anywhere but into a field. @param {ClipboardEvent} event */
export function paste(event) {
  const field = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (!field && openText(event.clipboardData?.getData("text") ?? "")) event.preventDefault();
}

export function PlaygroundDialog() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const listening = new AbortController();
    addEventListener("paste", paste, { signal: listening.signal });
    return () => listening.abort();
  }, []);
  useEffect(() => {
    if (open.value) ref.current?.showModal();
    else ref.current?.close();
  }, [open.value]);
  return html`<dialog
    class="playground"
    ref=${ref}
    aria-labelledby="playground-title"
    onClose=${() => (open.value = false)}
  >
    ${open.value && html`<${Content} />`}
  </dialog>`;
}

function Content() {
  const go = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("link"));
    if (field.value.trim() && (await openLink(field.value))) field.value = "";
  };
  const now = told.value?.of === experiment.value ? told.value : null;
  return html`<header class="help-head">
      <h2 id="playground-title">${t("playground.title")}</h2>
      <form method="dialog">
        <button class="button icon-only" aria-label=${t("close")} title=${t("close")}>
          <${Icon} name="close" />
        </button>
      </form>
    </header>
    <p class="caption">${t("playground.explain")}</p>
    <form class="share-form" onSubmit=${go}>
      <input
        class="input"
        name="link"
        maxlength="4000"
        placeholder="https://playground.tensorflow.org/#…"
        aria-label=${t("playground.link")}
        autocomplete="off"
        spellcheck=${false}
      />
      <button class="button primary">${t("playground.go")}</button>
    </form>
    ${now && html`<${Report} told=${now} />`} <${Comparison} />`;
}

/** The seed, and what of the link makes no difference. @param {{told: Told}} props */
function Report({ told: { seed, drawn, notes } }) {
  /** @type {Map<string, string[]>} */
  const by = new Map();
  for (const { field, code } of notes) by.set(code, [...(by.get(code) ?? []), field || "…"]);
  return html`<p class="note">${t(drawn ? "playground.drawn" : "playground.seed", { seed })}</p>
    ${
      by.size > 0 &&
      html`<details class="fold">
        <summary>${t("playground.notes", { count: notes.length })}</summary>
        <dl class="playground-notes">
          ${[...by].map(
            ([code, fields]) =>
              html`<dt>${t(`playground.note.${code}`)}</dt>
                <dd><code>${fields.join(", ")}</code></dd>`,
          )}
        </dl>
      </details>`
    }`;
}
