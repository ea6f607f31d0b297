/** What can be taken away from here: the picture, the run and the numbers on show, each as a file. */
import { csv, runTable } from "../../core/data/csv.js";
import { numbersTable } from "../../core/explain/number-table.js";
import { fileNameOf } from "../../core/data/file.js";
import { trained } from "../../core/data/run.js";
import { html } from "../../vendor/preact.js";
import { download } from "../ui/download.js";
import { title } from "../control/title.js";
import { shows } from "../ui/hidden-parts.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { examplesAdded, gate, hunting, line, trace, trouble, view } from "../control/state.js";
import { say } from "../ui/toast.js";
import { t } from "../ui/words.js";
import { showCode } from "./code.js";
import { asPng, asSvg } from "./picture.js";

export function ExportMenu() {
  if (!shows("export") || gate.value) return null;
  const text = html`<${Icon} name="export" /><span class="word">${t("export")}</span>`;
  return html`<${Menu} class="not-phone export" label=${t("export")} text=${text} end>
    <${ExportChoices} />
  <//>`;
}

/** In a menu of its own, and on a phone among others. */
export function ExportChoices() {
  if (!shows("export") || gate.value) return null;
  void examplesAdded.value; // a record grows without being another one
  const run = !!line.value && trained(line.value);
  const unseen = view.value === "stage" ? "" : t("export.unseen");
  return [
    html`<${Choice} what="svg" act=${saveSvg} why=${unseen} />`,
    html`<${Choice} what="png" act=${savePng} why=${unseen} />`,
    html`<${Choice} what="run" act=${saveRun} why=${run ? "" : t("export.untrained")} />`,
    html`<${Choice} what="numbers" act=${saveNumbers} why="" />`,
    !hunting.value && html`<${Choice} what="code" act=${showCode} why="" />`,
  ];
}

/** @param {{what: string, act: () => unknown, why: string}} props why: it cannot be had now */
function Choice({ what, act, why }) {
  const press = (/** @type {Event} */ event) => (why ? event.stopPropagation() : act());
  return html`<button aria-disabled=${!!why} title=${why || null} onClick=${press}>
    ${t(`export.${what}`)}<small>${why || t(`export.${what}.what`)}</small>
  </button>`;
}

/** @param {string} ending @param {string} [what] */
function name(ending, what = "") {
  const iteration = trace.value?.document.iteration ?? 0;
  return fileNameOf([title(), what, iteration].filter((part) => part !== "").join(" "), ending);
}

const saveSvg = () => keep(asSvg(title()), name("svg"));
const savePng = async () => keep(await asPng(), name("png"));

function saveRun() {
  if (line.value)
    keep(table(runTable(line.value.record.points)), name("csv", t("export.run.name")));
}

function saveNumbers() {
  if (trace.value) keep(table(numbersTable(trace.value)), name("csv", t("export.numbers.name")));
}

/** @param {(string | number | null | undefined)[][]} rows */
const table = (rows) => new Blob([csv(rows)], { type: "text/csv" });

/** @param {Blob | null} blob @param {string} name */
function keep(blob, name) {
  if (!blob) return void (trouble.value = "export.failed");
  download(blob, name);
  say("export.saved");
}
