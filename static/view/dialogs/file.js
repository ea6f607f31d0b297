/** The experiment as a file: saved, opened, dropped on the page; and a new one to begin with. */
import { blank } from "../../core/data/starter.js";
import { fileNameOf, read, written } from "../../core/data/file.js";
import { equal } from "../../core/data/form.js";
import { isExperiment } from "../../core/data/table.js";
import { isOwnFile } from "../../core/lessons/own.js";
import { html, useEffect } from "../../vendor/preact.js";
import { seek } from "../control/actions.js";
import { getExample } from "../server/api.js";
import { download } from "../ui/download.js";
import { shows } from "../ui/hidden-parts.js";
import { momentNow } from "../control/snapshot.js";
import { openOwnFile } from "../lessons/own-link.js";
import { openMoment, runExperiment } from "../control/open.js";
import { title } from "../control/title.js";
import { tableOpen as tableOpen, openTableFile, TYPES } from "../build/table/open.js";
import { openText } from "./playground.js";
import { trouble } from "../control/state.js";
import { say } from "../ui/toast.js";
import { t } from "../ui/words.js";

/** @import { Moment } from "../../core/data/permalink.js" */

const FIELD = "open-file";

/** Begin with a small network. */
export async function begin() {
  if (await runExperiment(blank)) seek(0);
}

export function save() {
  const text = written(momentNow());
  download(new Blob([text], { type: "application/json" }), fileNameOf(title()));
}

/** Let a person choose a file. */
export function chooseFile() {
  document.getElementById(FIELD)?.click();
}

/** An experiment, or a table: what a file holds decides, not its name.
 * @param {File | undefined} file */
async function open(file) {
  if (!file) return;
  const text = await file.text().catch(() => "");
  if (isOwnFile(text)) return void openOwnFile(text);
  if (!isExperiment(text)) return shows("data") && openTableFile(file);
  tableOpen.value = false;
  const found = read(text);
  if ("why" in found) trouble.value = t(found.why, { place: found.place });
  else if (await openMoment(await known(found))) say("file.opened");
}

/** A worked example goes by its name, as long as it is what the file holds. @param {Moment} moment */
async function known(moment) {
  const named = moment.example && (await getExample(moment.example).catch(() => null));
  const same = named && equal(named.experiment, moment.experiment);
  return { ...moment, ...(same ? { experiment: null } : { example: null }) };
}

/** The field that opens files, unseen, and the page as a place to drop them on. */
export function FileField() {
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    addEventListener(
      "dragover",
      (event) => (hasFile(event) || hasLink(event)) && event.preventDefault(),
      options,
    );
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
    accept=${`.json,application/json,${TYPES}`}
    aria-label=${t("file.open")}
    hidden
    onChange=${chosen}
  />`;
}

/** @param {DragEvent} event */
function drop(event) {
  if (!shows("examples")) return void (hasFile(event) && event.preventDefault());
  const { dataTransfer } = event;
  const text = dataTransfer?.getData("text/uri-list") || dataTransfer?.getData("text/plain") || "";
  if (!hasFile(event)) return void (openText(text) && event.preventDefault());
  event.preventDefault();
  open(dataTransfer?.files[0]);
}

/** @param {DragEvent} event */
const hasLink = ({ dataTransfer }) =>
  !!dataTransfer?.types.some((type) => type === "text/uri-list" || type === "text/plain");

/** @param {DragEvent} event */
const hasFile = ({ dataTransfer }) => !!dataTransfer?.types.includes("Files");
