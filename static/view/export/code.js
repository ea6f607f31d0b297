/** The iteration on show as code, as paper, as a table or as weights; and weights of a file opened. */
import { posted } from "../../core/data/bytes.js";
import { sent } from "../../core/data/experiment.js";
import { html, signal, useEffect, useRef, useState } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { title } from "../control/title.js";
import { postFile } from "../server/api.js";
import { download } from "../ui/download.js";
import { Icon } from "../ui/icon.js";
import { language, t } from "../ui/words.js";
import { OpenWeights, weightsNotice } from "./open-weights.js";

/** @import { Trace } from "../../core/data/trace.js"
 * @typedef {{id: string, name: string, blob: Blob, text: string}} Made */

const FAILED = "export.code.failed";
const TARGETS = [
  "numpy",
  "pytorch",
  "keras",
  "jax",
  "notebook",
  "latex",
  "sheet",
  "gift",
  "csv",
  "safetensors",
];
/** Without words to read. */
const NUMBERS = ["safetensors"];
/** To be printed, not read as its source. */
const SHEET = "sheet";
/** Lines that are shown; a download has all. */
const LINES = 400;
/** Characters of a title that the server takes. */
const LONGEST = 80;

/** @type {import("./open-weights.js").News} */
const NOTHING = {};

const open = signal(false);
const target = signal(TARGETS[0]);

/** Let a person choose what to take away. */
export function showCode() {
  open.value = true;
}

export function CodeDialog() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (open.value) ref.current?.showModal();
    else ref.current?.close();
  }, [open.value]);
  return html`<dialog
    class="code-view"
    ref=${ref}
    aria-labelledby="code-title"
    onClose=${() => (open.value = false)}
  >
    ${open.value && trace.value && html`<${Content} now=${trace.value} />`}
  </dialog>`;
}

/** @param {{now: Trace}} props */
function Content({ now }) {
  const [last, setMade] = useState(/** @type {Made | null} */ (null));
  const made = last?.id === target.value ? last : null;
  const [said, setSaid] = useState(NOTHING);
  const [news, setNews] = useState(NOTHING);
  useEffect(() => {
    const asking = new AbortController();
    setMade(null);
    setSaid(NOTHING);
    make(now, target.value, asking.signal)
      .then(setMade)
      .catch((error) => asking.signal.aborted || setSaid(weightsNotice(error, FAILED)));
    return () => asking.abort();
  }, [now, target.value, language.value]);
  const choose = (/** @type {any} */ event) => {
    setNews(NOTHING);
    target.value = event.currentTarget.value;
  };
  return html`<header class="help-head">
      <h2 id="code-title">${t("export.code.title")}</h2>
      <form method="dialog">
        <button class="button icon-only" aria-label=${t("close")} title=${t("close")}>
          <${Icon} name="close" />
        </button>
      </form>
    </header>
    <div class="tools">
      <select
        class="select"
        aria-label=${t("export.code.target")}
        value=${target.value}
        onChange=${choose}
      >
        ${TARGETS.map((id) => html`<option value=${id}>${t(`export.target.${id}`)}</option>`)}
      </select>
      <${Copy} key=${target.value} made=${made} />
      <button
        class="button primary"
        disabled=${!made}
        onClick=${() => made && download(made.blob, made.name)}
      >
        ${t("export.code.download")}
      </button>
      <${OpenWeights} now=${now} say=${setNews} />
    </div>
    <${Note} ...${news} />
    ${said === NOTHING ? html`<${Text} made=${made} />` : html`<${Note} ...${said} />`}`;
}

/** @param {import("./open-weights.js").News} props */
function Note({ text, list }) {
  if (!text && !list) return null;
  return html`<div class="note" role="status">
    ${text && html`<p>${text}</p>`}
    ${
      list &&
      html`<ul>
        ${list.map((line) => html`<li>${line}</li>`)}
      </ul>`
    }
  </div>`;
}

/** What was made, as far as it can be read. @param {{made: Made | null}} props */
function Text({ made }) {
  if (!made) return html`<p class="caption" role="status">${t("export.code.making")}</p>`;
  if (NUMBERS.includes(target.value))
    return html`<p class="caption">${t("export.code.binary", { bytes: made.blob.size })}</p>`;
  if (target.value === SHEET) return html`<p class="caption">${t("export.code.sheet")}</p>`;
  const lines = made.text.split("\n");
  const all = lines.length - 1;
  return html`<pre tabindex="0" role="region" aria-label=${t(`export.target.${target.value}`)}>
${lines.slice(0, LINES).join("\n")}</pre>
    ${all > LINES && html`<p class="caption">${t("export.code.long", { shown: LINES, all })}</p>`}`;
}

/** Copies by the clipboard, and on plain http by what browsers had before.
 * @param {{made: Made | null}} props */
function Copy({ made }) {
  const [copied, setCopied] = useState(false);
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made?.text ?? "");
      setCopied(true);
    } catch {
      if (!field.current) return;
      field.current.hidden = false;
      field.current.select();
      setCopied(document.execCommand("copy"));
      field.current.hidden = true;
    }
  };
  return html`<button
      class="button"
      disabled=${!made || [...NUMBERS, SHEET].includes(target.value)}
      onClick=${copy}
    >
      ${t(copied ? "export.code.copied" : "export.code.copy")}
    </button>
    <textarea
      hidden
      ref=${field}
      readonly
      value=${made?.text ?? ""}
      aria-hidden="true"
    ></textarea>`;
}

/** @param {Trace} now @param {string} id @param {AbortSignal} signal @returns {Promise<Made>} */
async function make(now, id, signal) {
  const order = {
    experiment: sent(now.document.experiment),
    iteration: now.document.iteration,
    checkpoint: posted(now.checkpoint),
    target: id,
    title: [...title()].slice(0, LONGEST).join(""),
    language: language.value,
  };
  const { name, blob } = await postFile("exports", order, signal);
  return { id, name, blob, text: NUMBERS.includes(id) ? "" : await blob.text() };
}
