/**
 * The server's answers. A problem document becomes a Problem that a person can read.
 * @import { Cell, Checkpoint, Experiment, TraceDocument, Values } from "../../core/data/trace.js"
 * @typedef {{id: string, title: string, author: string, source: string | null}} ExampleRow
 * @typedef {ExampleRow & {experiment: Experiment, published: Record<string, any>,
 *   recomputed: Record<string, any>, errata: string | null, wrong: Record<string, any>}} Example
 * @typedef {{kind: string, family: string, schema: any, formulas: Record<string, any>,
 *   phi: string | null, steepest: number | null, range: Interval | null,
 *   domain: Interval | null, targets: Interval | null, activated: boolean, many: boolean}} Kind
 * @typedef {{id: string, phase: string}} BugKind
 * @typedef {{kind: string, task: string, description: string, schema: any}} DataKind
 * @typedef {NamedData & {labels: number[] | null}} DrawnData
 * @typedef {NamedData & {report: {format: string, encoding: string, delimiter: string,
 *   decimal: string, header: boolean, rows: number, lines: number[], columns: string[],
 *   uses: ColumnUse[], sheet: string | null, sheets: string[], standardised: boolean,
 *   target_scaling: {mean: number[], sd: number[]} | null, can_be_images: boolean,
 *   preview: PreviewRow[], findings: Finding[], unshown: number}}} TableData
 * @import { NamedData } from "../../core/data/test-split.js"
 * @import { ColumnUse, Finding, PreviewRow } from "../../core/data/table.js"
 * @import { Interval } from "../../core/data/kinds.js"
 * @import { Lesson, LessonTitle, Mark } from "../lessons/course.js"
 * @typedef {{tensor: string, cell: number[], right: number, mine: number}} PlayedRow
 * @typedef {{loss_after?: boolean, replaced?: Cell & {value: number}}} More  whether the loss with the
 *   new weights is wanted; a number that the iteration goes on from
 * @typedef {{factors: {layer: number, cause: string, before: string, after: string, value: number,
 *   bound: number | null}[], ratio: number, slopes: number, weights: number,
 *   bound: number | null, killer: number}} Ledger
 * @typedef {{products: {layers: number, W: number[][], b: number[]}[], stacked: number[][],
 *   single: number[][], apart: number}} Collapse
 */
import { floats, posted } from "../../core/data/bytes.js";
import { filled, sent } from "../../core/data/experiment.js";
import { reach, Unreachable } from "./connection.js";
import { token } from "./token.js";
import { has, language, t } from "../ui/words.js";

/** @typedef {{pointer: string, detail: string, limit?: any, nearest?: any, code?: string,
 *   values?: Record<string, string | number | number[]>}} Fault */

export class Problem extends Error {
  /** @param {{type?: string, detail?: string, errors?: Fault[], findings?: Finding[]}} body */
  constructor(body) {
    super(sentence(body));
    this.errors = body.errors ?? [];
    this.findings = body.findings ?? [];
  }
}

/** The server speaks English; other languages have a sentence for each type of problem.
 * @param {{type?: string, detail?: string, errors?: Fault[]}} body */
function sentence({ type = "", detail = "", errors = [] }) {
  const said = errors.map((e) => e.detail).join(" ") || detail;
  const place = (errors[0]?.pointer ?? "")
    .replace(/^\/experiment/, "")
    .replace(/\/(\d+|kind)/g, "");
  const places = [place, place.replace(/[^/]*$/, "*")].map(
    (p) => `problem.at${p.replaceAll("/", ".")}`,
  );
  const key = places.find(has) ?? `problem.${type.split("/").pop() || "internal"}`;
  if (said && (language.value === "en" || !has(key))) return said;
  const nearest = errors.find((e) => e.nearest !== undefined && e.nearest !== null)?.nearest;
  return nearest === undefined ? t(key) : `${t(key)} ${t("problem.nearest", { nearest })}`;
}

/** @param {Experiment} experiment @param {number} iteration @param {Checkpoint | null} [start]
 * @param {More & {example?: number}} [more] example: of this epoch the iteration that learns it
 * @returns {Promise<TraceDocument>} */
export async function postTrace(experiment, iteration, start = null, more = {}) {
  const order = { experiment: sent(experiment), iteration, checkpoint: posted(start), ...more };
  return filled(await post("traces", order), experiment);
}

/** The same without what the page has already: the numbers alone.
 * @param {Experiment} experiment @param {number} iteration @param {Checkpoint | null} start
 * @param {More} [more] @returns {Promise<Values>} */
export async function postValues(experiment, iteration, start, more = {}) {
  const order = {
    experiment: sent(experiment),
    iteration,
    checkpoint: posted(start),
    tables: false,
    ...more,
  };
  const bytes = await postBytes("traces", order);
  const length = new DataView(bytes).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  return {
    loss_after: undefined,
    replaced: undefined,
    ...header,
    values: floats(bytes, 4 + length),
  };
}

/** @returns {Promise<ExampleRow[]>} */
export const getExamples = async () => (await get("examples")).examples;

/** @param {string} id @returns {Promise<Example>} */
export const getExample = (id) => get(`examples/${encodeURIComponent(id)}`);

/** With its first iteration. static/preload.js asks for it ahead. @param {string} id
 * @returns {Promise<{example: Example, trace: TraceDocument}>} */
export async function getTracedExample(id) {
  const { trace, ...example } = await get(`examples/${encodeURIComponent(id)}?trace=true`);
  return { example, trace: filled(trace, example.experiment) };
}

/** @returns {Promise<LessonTitle[]>} */
export const getLessons = async () => (await get("lessons")).lessons;

/** Questions of the lessons that are asked again later.
 * @returns {Promise<{lesson: string, part: string}[]>} */
export const getQuiz = async () => (await get("lessons")).quiz;

/** @param {string} id @param {number} [seed] of fresh numbers @returns {Promise<Lesson>} */
export const getLesson = (id, seed = 0) => get(`lessons/${encodeURIComponent(id)}?seed=${seed}`);

/** The books of the way back, at first or at another moment. @param {Experiment} experiment
 * @param {Checkpoint | null} [start] @returns {Promise<Ledger>} */
export const postLedger = (experiment, start = null) =>
  post("ledgers", {
    experiment: sent(experiment),
    iteration: start?.iteration ?? 0,
    checkpoint: posted(start),
  });

/** Linear layers as one. @param {Experiment} experiment @returns {Promise<Collapse>} */
export const postCollapse = (experiment) => post("collapses", { experiment: sent(experiment) });

/** @param {string} id @param {string} task @param {string[]} given @param {number} seed
 * @returns {Promise<Mark>} */
export const getMark = (id, task, given, seed) =>
  get(`lessons/${encodeURIComponent(id)}/marks?${asked(task, given, seed)}`);

/** @param {string} id @param {string} task @param {string[]} given @param {number} seed
 * @returns {Promise<{rows: PlayedRow[]}>} */
export const getPlay = (id, task, given, seed) =>
  get(`lessons/${encodeURIComponent(id)}/plays?${asked(task, given, seed)}`);

/** The query of an answer. @param {string} task @param {string[]} given @param {number} seed */
export const asked = (task, given, seed) =>
  new URLSearchParams([
    ["task", task],
    ["seed", String(seed)],
    ...given.map((one) => ["answer", one]),
  ]);

/** @returns {Promise<Kind[]>} */
export const getKinds = async () => (await get("kinds")).kinds;

/** @returns {Promise<BugKind[]>} */
export const getBugs = async () => (await get("kinds")).bugs;

/** @returns {Promise<DataKind[]>} */
export const getDatasets = async () => (await get("datasets")).datasets;

/** Draw data. @param {string} kind @param {Record<string, unknown>} settings
 * @returns {Promise<DrawnData>} */
export const getDataset = (kind, settings) =>
  get(
    `datasets/${encodeURIComponent(kind)}?${new URLSearchParams(Object.entries(settings).map(([k, v]) => [k, String(v)]))}`,
    { headers: token },
  );

/** Make data of a table. @param {string | Blob} body @param {[string, string][]} query
 * @param {AbortSignal} signal @returns {Promise<TableData>} */
export const postTable = (body, query, signal) =>
  get(`datasets/csv?${new URLSearchParams(query)}`, {
    method: "POST",
    headers: { ...token, "Content-Type": typeof body === "string" ? "text/csv" : BYTES },
    body,
    signal,
  });

/** The answer as raw bytes. @param {string} path @param {unknown} order @returns {Promise<ArrayBuffer>} */
export const postBytes = (path, order) =>
  ask(path, posting(order, BYTES), BYTES, (answer) => answer.arrayBuffer());

/** A file that the server makes, with its name. @param {string} path @param {unknown} order
 * @param {AbortSignal} signal @returns {Promise<{name: string, blob: Blob}>} */
export const postFile = (path, order, signal) =>
  ask(path, { ...posting(order, "*/*"), signal }, "", async (answer) => {
    const coded = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
    if (!coded) throw new Unreachable(); // a portal's page is no file
    return { name: decodeURIComponent(coded[1]), blob: await answer.blob() };
  });

/** @param {string} path @param {unknown} order @param {AbortSignal} [signal] @returns {Promise<any>} */
export const post = (path, order, signal) => get(path, { ...posting(order, JSON_TYPE), signal });

/** The body of an answer as it comes. @param {string} path @param {unknown} order
 * @param {AbortSignal} signal @returns {Promise<ReadableStream<Uint8Array>>} */
export const postStream = (path, order, signal) =>
  ask(path, { ...posting(order, LINES), signal }, LINES, async ({ body }) => body);

const [JSON_TYPE, BYTES, LINES] = ["json", "octet-stream", "jsonl"].map(
  (of) => `application/${of}`,
);

/** @param {unknown} order @param {string} accept @returns {RequestInit} */
const posting = (order, accept) => ({
  method: "POST",
  headers: { ...token, "Content-Type": JSON_TYPE, Accept: accept },
  body: JSON.stringify(order),
});

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
const get = (path, options = {}) => ask(path, options, JSON_TYPE, (answer) => answer.json());

/** Statuses of a proxy without its server, or of a server that says when to ask again. */
const GONE = new Set([502, 503, 504]);

/** @param {string} path @param {RequestInit} options @param {string} type of the answer
 * @param {(response: Response) => Promise<any>} read */
function ask(path, options, type, read) {
  return reach(async (signal) => {
    const response = await heard(fetch(`api/v1/${path}`, { ...options, signal }));
    const kind = response.headers.get("Content-Type") ?? "";
    if (GONE.has(response.status)) throw new Unreachable(secondsOf(response));
    if (response.ok && kind.startsWith(type)) return heard(read(response));
    if (response.ok) throw new Unreachable(); // somebody else answers: a portal, a page to sign in
    throw new Problem(kind.startsWith(PROBLEM) ? await heard(response.json()) : {});
  }, options.signal);
}

const PROBLEM = "application/problem+json";

/** What fails on its way has not reached the server, or not come back whole.
 * @template T @param {Promise<T>} coming @returns {Promise<T>} */
const heard = (coming) =>
  coming.catch((error) => {
    throw error instanceof TypeError || error instanceof SyntaxError ? new Unreachable() : error;
  });

/** How long the server asks to wait. A date would need a clock that is right: it counts as none.
 * @param {Response} response */
function secondsOf({ headers }) {
  const seconds = Number(headers.get("Retry-After") ?? NaN);
  return seconds >= 0 && seconds <= 600 ? seconds : null;
}
