/** A dialog that makes data of a table: from a file, dropped, or pasted. */
import { effect, html, useEffect, useRef } from "../../../vendor/preact.js";
import { t } from "../../ui/words.js";
import { Refusal } from "../refusal.js";
import { tableAnswer, asking, keepAsking, lay, reading } from "./draft.js";
import { Findings } from "./findings.js";
import { tableOpen, openTableFile, TABLE_PATH } from "./open.js";
import { Preview } from "./preview.js";
import { ReadingFields } from "./reading.js";
import { Source } from "./source.js";
import { takeData } from "../take-data.js";

async function use() {
  await answered();
  const data = tableOpen.value ? tableAnswer.value?.data : null;
  if (!data) return;
  const images = reading.value.images !== "no";
  if (await takeData(withNames(data), null, TABLE_PATH, !images)) tableOpen.value = false;
}

/** What was chosen last counts: its answer is waited for, as long as the dialog is open.
 * @returns {Promise<void>} */
const answered = () =>
  new Promise((done) => {
    const stop = effect(() => {
      if (asking.value && tableOpen.value) return;
      done();
      queueMicrotask(() => stop());
    });
  });

/** Outputs that stand for standardised targets say so. @param {import("../../server/api.js").TableData} data */
const withNames = (data) =>
  data.report.target_scaling
    ? { ...data, target_names: data.target_names.map((name) => t("table.scaled", { name })) }
    : data;

export function Table() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (tableOpen.value) ref.current?.showModal();
    else ref.current?.close();
  }, [tableOpen.value]);
  return html`<dialog
    class="own-table"
    ref=${ref}
    aria-labelledby="table-title"
    onClose=${() => (tableOpen.value = false)}
    onPaste=${paste}
    onDragOver=${() => ref.current?.toggleAttribute("data-drop", true)}
    onDragLeave=${() => ref.current?.toggleAttribute("data-drop", false)}
    onDrop=${() => ref.current?.toggleAttribute("data-drop", false)}
  >
    ${tableOpen.value && html`<${Content} />`}
  </dialog>`;
}

function Content() {
  useEffect(keepAsking, []);
  return html`<h2 id="table-title">${t("table.title")}</h2>
    <${Source} />
    <${Result} />
    <form method="dialog" class="tools end">
      <button class="button">${t("close")}</button>
      <button
        type="button"
        class="button primary"
        aria-disabled=${!tableAnswer.value?.data}
        onClick=${use}
      >
        ${t("data.take")}
      </button>
    </form>`;
}

/** What the server made of it. */
function Result() {
  if (!tableAnswer.value) return null;
  const { data, why } = tableAnswer.value;
  return html`<div class="table-result" aria-busy=${asking.value}>
    ${why && html`<p class="refusal" role="alert">${why}</p>`}
    <p class="caption" role="status">${data && said(data)}</p>
    <${Findings} />
    <${ReadingFields} />
    <${Preview} />
    <${Refusal} path=${TABLE_PATH} id="table" />
  </div>`;
}

/** How much of the table can be used, and for what. @param {import("../../server/api.js").TableData} data */
function said({ report, inputs, input_names, target_names, classes, training, test }) {
  const parts = [
    t("table.rows", { used: inputs.length, rows: report.rows }),
    classes.length
      ? t("table.classes", { inputs: input_names.length, classes: classes.length })
      : t("table.numbers", { inputs: input_names.length, targets: target_names.length }),
    t(test.length ? "data.counts" : "data.counts.all", {
      training: training.length,
      test: test.length,
    }),
  ];
  return parts.join(" ");
}

/** A table pasted anywhere but into a field with something in it is laid out: browsers are slow at
 * pasting many lines into a field. @param {ClipboardEvent} event */
function paste(event) {
  const into = /** @type {Element} */ (event.target);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const file = event.clipboardData?.files[0];
  const field = into.matches("textarea, input:not([type=file], [type=checkbox])");
  if (field && /** @type {HTMLInputElement} */ (into).value) return;
  if (text.trim()) lay(text);
  else if (file) openTableFile(file);
  else return;
  event.preventDefault();
}
