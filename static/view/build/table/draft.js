/**
 * The table that is being looked at: its text, how it is to be read, and what the server made of it.
 * What changes is asked for again after a pause; the newest answer counts.
 * @import { Signal } from "../../../vendor/preact.js"
 * @import { TableData } from "../../api.js"
 * @import { Finding } from "../../../core/table.js"
 * @typedef {{delimiter: string, decimal: string, header: string, targets: string, test: number,
 *   standardise: boolean, seed: number, target: number[], category: number[]}} Reading  target and
 *   category: columns from 1; no target: the last column
 * @typedef {{text: string, name: string, note: string, typed: boolean}} Source  name: of its file;
 *   note: what is to be said of how it was read; typed: it is in the making
 * @typedef {{data: TableData | null, why: string, findings: Finding[], of: Reading}} Answer
 */
import { tooLarge } from "../../../core/table.js";
import { batch, effect, signal } from "../../../vendor/preact.js";
import { postTable, Problem } from "../../api.js";
import { t } from "../../words.js";

/** Milliseconds without a change before the server is asked. */
const PAUSE = 250;

/** @type {Reading} */
const PRESET = {
  delimiter: "auto",
  decimal: "auto",
  header: "auto",
  targets: "one_hot",
  test: 0.2,
  standardise: false,
  seed: 0,
  target: [],
  category: [],
};

/** @type {Signal<Source>} */
export const source = signal({ text: "", name: "", note: "", typed: false });
/** @type {Signal<Reading>} */
export const reading = signal(PRESET);
/** The newest answer, also while the next one is awaited. @type {Signal<Answer | null>} */
export const answer = signal(null);
/** Whether an answer is awaited. */
export const asking = signal(false);

/** Look at another table. @param {string} text @param {Partial<Source>} [more] */
export function lay(text, more = {}) {
  batch(() => {
    source.value = { name: "", note: "", typed: false, ...more, text };
    reading.value = { ...PRESET, test: reading.value.test, standardise: reading.value.standardise };
    answer.value = null;
  });
}

/** Read it otherwise. @param {Partial<Reading>} changes */
export const read = (changes) => (reading.value = { ...reading.value, ...changes });

/** Ask whenever something changes, for as long as the dialog is open. Returns what ends this. */
export function keepAsking() {
  let control = new AbortController();
  let timer = 0;
  const stop = effect(() => {
    const [{ text }, how] = [source.value, reading.value];
    clearTimeout(timer);
    control.abort();
    control = new AbortController();
    const { signal: still } = control;
    asking.value = text.trim() !== "";
    if (asking.peek()) timer = setTimeout(() => ask(text, how, still), PAUSE);
    else answer.value = null;
  });
  return () => {
    stop();
    clearTimeout(timer);
    control.abort();
  };
}

/** @param {string} text @param {Reading} how @param {AbortSignal} still */
async function ask(text, how, still) {
  /** @type {Answer} */
  let found = { data: null, why: "", findings: [], of: how };
  const large = tooLarge(text);
  try {
    if (large) found.why = t(large.key, large.values);
    else {
      const data = await postTable(text, queryOf(how, namesFor(how)), still);
      found = { ...found, data, findings: data.report.findings };
    }
  } catch (error) {
    if (still.aborted) return;
    const findings = error instanceof Problem ? error.findings : [];
    const why = error instanceof Error && error.message ? error.message : t("trouble.unknown");
    found = { ...found, why, findings };
  }
  if (still.aborted) return;
  batch(() => {
    answer.value = found;
    asking.value = false;
  });
}

/** The names of the columns, as far as they are known if the table is read like this: a column may be
 * called by a number. @param {Reading} how */
function namesFor({ header, delimiter }) {
  const before = answer.value;
  const same = before?.of.header === header && before.of.delimiter === delimiter;
  return (same && before.data?.report.columns) || [];
}

/** @param {Reading} how @param {string[]} names @returns {[string, string][]} */
function queryOf({ target, category, ...settings }, names) {
  const named = /** @type {const} */ ([
    ["target", target],
    ["category", category],
  ]);
  return [
    ...Object.entries(settings).map(([k, v]) => /** @type {[string, string]} */ ([k, String(v)])),
    ...named.flatMap(([key, list]) =>
      list.map((n) => /** @type {[string, string]} */ ([key, names[n - 1] ?? String(n)])),
    ),
  ];
}
