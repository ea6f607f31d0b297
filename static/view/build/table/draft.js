/**
 * The table that is being looked at: what it was made of, how it is to be read, and what the server
 * made of it. What changes is asked for again after a pause; the newest answer counts.
 * @import { Signal } from "../../../vendor/preact.js"
 * @import { TableData } from "../../server/api.js"
 * @import { Choices, Finding } from "../../../core/data/table.js"
 * @typedef {Choices & {delimiter: string, decimal: string, header: string, encoding: string,
 *   sheet: string, targets: string, images: string, test: number, standardise: string,
 *   standardise_targets: string, seed: number | string}} Reading  no target: the last column
 * @typedef {{body: string | Blob, name: string, typed: boolean}} Source  name: of its file; typed:
 *   it is in the making
 * @typedef {{data: TableData | null, why: string, findings: Finding[], of: Reading}} Answer
 */
import { fits, MOST } from "../../../core/data/table.js";
import { batch, effect, signal } from "../../../vendor/preact.js";
import { postTable, Problem } from "../../server/api.js";
import { t } from "../../ui/words.js";

/** Milliseconds without a change before the server is asked. */
const PAUSE = 250;

/** @type {Reading} */
const PRESET = {
  delimiter: "auto",
  decimal: "auto",
  header: "auto",
  encoding: "auto",
  sheet: "",
  targets: "auto",
  images: "no",
  test: 0.2,
  standardise: "auto",
  standardise_targets: "auto",
  seed: 0,
  target: [],
  input: [],
  ignore: [],
  category: [],
  number: [],
};
/** Columns go by their names. */
const LISTS = /** @type {const} */ (["target", "input", "ignore", "category", "number"]);

/** @type {Signal<Source>} */
export const tableSource = signal({ body: "", name: "", typed: false });
/** @type {Signal<Reading>} */
export const reading = signal(PRESET);
/** The newest answer, also while the next one is awaited. @type {Signal<Answer | null>} */
export const tableAnswer = signal(null);
/** The newest data of this table: where a choice is refused, it can be taken back.
 * @type {Signal<TableData | null>} */
export const data = signal(null);
/** Whether an answer is awaited. */
export const asking = signal(false);

/** Look at another table. @param {string | Blob} body @param {Partial<Source>} [more] */
export function lay(body, more = {}) {
  batch(() => {
    tableSource.value = { name: "", typed: false, ...more, body };
    reading.value = { ...PRESET, test: reading.value.test };
    tableAnswer.value = null;
    data.value = null;
  });
}

/** Read it otherwise. @param {Partial<Reading>} changes */
export const setReading = (changes) => (reading.value = { ...reading.value, ...changes });

/** Ask whenever something changes, for as long as the dialog is open. Returns what ends this. */
export function keepAsking() {
  let control = new AbortController();
  let timer = 0;
  const stop = effect(() => {
    const [{ body }, how] = [tableSource.value, reading.value];
    clearTimeout(timer);
    control.abort();
    control = new AbortController();
    const { signal: still } = control;
    asking.value = typeof body !== "string" || body.trim() !== "";
    if (asking.peek()) timer = setTimeout(() => ask(body, how, still), PAUSE);
    else tableAnswer.value = data.value = null;
  });
  return () => {
    stop();
    clearTimeout(timer);
    control.abort();
  };
}

/** @param {string | Blob} body @param {Reading} how @param {AbortSignal} still */
async function ask(body, how, still) {
  /** @type {Answer} */
  let found = { data: null, why: "", findings: [], of: how };
  const blob = new Blob([body]);
  try {
    if (!fits(blob.size)) found.why = t("table.large", { most: MOST.mebibytes });
    else {
      const text = typeof body === "string";
      const made = await postTable(text ? body : blob, queryOf(how, namesFor(how)), still);
      found = { ...found, data: made, findings: made.report.findings };
    }
  } catch (error) {
    if (still.aborted) return;
    const findings = error instanceof Problem ? error.findings : [];
    const why = error instanceof Error && error.message ? error.message : t("trouble.unknown");
    found = { ...found, why, findings };
  }
  if (still.aborted) return;
  batch(() => {
    tableAnswer.value = found;
    data.value = found.data ?? data.value;
    asking.value = false;
  });
}

/** The names of the columns, as far as they are known if the table is read like this: a column may be
 * called by a number. @param {Reading} how */
function namesFor({ header, delimiter, sheet, encoding }) {
  const before = tableAnswer.value;
  const of = before?.of;
  const same =
    of?.header === header &&
    of.delimiter === delimiter &&
    of.sheet === sheet &&
    of.encoding === encoding;
  return (same && data.value?.report.columns) || [];
}

/** @param {Reading} how @param {string[]} names @returns {[string, string][]} */
function queryOf(how, names) {
  const { target, input, ignore, category, number, sheet, ...settings } = how;
  const lists = { target, input, ignore, category, number };
  return [
    ...Object.entries(settings).map(([k, v]) => /** @type {[string, string]} */ ([k, String(v)])),
    ["compact", "true"],
    .../** @type {[string, string][]} */ (sheet ? [["sheet", sheet]] : []),
    ...LISTS.flatMap((key) =>
      lists[key].map((n) => /** @type {[string, string]} */ ([key, names[n - 1] ?? String(n)])),
    ),
  ];
}
