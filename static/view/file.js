/** The experiment as a file: saved, opened, dropped on the page; and a new one to begin with. */
import { blank } from "../core/blank.js";
import { nameOf, read, written } from "../core/file.js";
import { html, useEffect } from "../vendor/preact.js";
import { seek } from "./actions.js";
import { run } from "./open.js";
import { origin, titleOf } from "./origin.js";
import { isTable, openTableFile } from "./build/table/open.js";
import { experiment, trace, trouble } from "./state.js";
import { say } from "./trouble.js";
import { t } from "./words.js";

const FIELD = "open-file";

/** Begin with a small network. */
export async function begin() {
  if (await run(blank)) seek(0);
}

export function save() {
  const now = experiment.value;
  if (!now) return;
  const text = written(now, trace.value?.document.iteration ?? 0);
  const from = origin.value;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = nameOf(from ? titleOf(from) : t("example.own"));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Let a person choose a file. */
export function choose() {
  document.getElementById(FIELD)?.click();
}

/** @param {File | undefined} file */
async function open(file) {
  if (!file) return;
  if (isTable(file)) return openTableFile(file);
  const found = read(await file.text().catch(() => ""));
  if ("why" in found) trouble.value = found.why;
  else if (await run(found.experiment, found.iteration)) say("file.opened");
}

/** The field that opens files, unseen, and the page as a place to drop them on. */
export function FileField() {
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    addEventListener("dragover", (event) => hasFile(event) && event.preventDefault(), options);
    addEventListener("drop", drop, options);
    return () => listening.abort();
  }, []);
  const chosen = (/** @type {any} */ { currentTarget }) => {
    open(currentTarget.files[0]);
    currentTarget.value = ""; // so that the same file can be chosen again
  };
  return html`<input
    type="file"
    id=${FIELD}
    accept=".json,application/json,.csv,.tsv,.tab,.txt"
    aria-label=${t("file.open")}
    hidden
    onChange=${chosen}
  />`;
}

/** @param {DragEvent} event */
function drop(event) {
  if (!hasFile(event)) return;
  event.preventDefault();
  open(event.dataTransfer?.files[0]);
}

/** @param {DragEvent} event */
const hasFile = ({ dataTransfer }) => !!dataTransfer?.types.includes("Files");
