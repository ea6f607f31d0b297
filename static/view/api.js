/**
 * The server's answers. A problem document becomes a Problem that a person can read.
 * @import { Checkpoint, Experiment, TraceDocument } from "../core/trace.js"
 * @typedef {{id: string, title: string, author: string, source: string | null}} ExampleRow
 * @typedef {ExampleRow & {experiment: Experiment, published: Record<string, any>,
 *   recomputed: Record<string, any>, errata: string | null, wrong: Record<string, any>}} Example
 * @typedef {{kind: string, family: string, schema: any, formulas: Record<string, any>,
 *   phi: string | null, steepest: number | null, range: Interval | null,
 *   domain: Interval | null}} Kind
 * @typedef {{kind: string, task: string, description: string, schema: any}} DataKind
 * @typedef {NamedData & {labels: number[] | null}} DrawnData
 * @import { NamedData } from "../core/held.js"
 * @import { Interval } from "../core/kinds.js"
 */
import { filled, sent } from "../core/experiment.js";
import { has, language, t } from "./words.js";

/** @typedef {{pointer: string, detail: string, limit?: any, nearest?: any}} Fault */

export class Problem extends Error {
  /** @param {{type?: string, detail?: string, errors?: Fault[]}} body */
  constructor(body) {
    super(sentence(body));
    this.errors = body.errors ?? [];
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
  const key = places.find(has) ?? `problem.${type.split("/").pop()}`;
  if (said && (language.value === "en" || !has(key))) return said;
  const nearest = errors.find((e) => e.nearest !== undefined && e.nearest !== null)?.nearest;
  return nearest === undefined ? t(key) : `${t(key)} ${t("problem.nearest", { nearest })}`;
}

/** @param {Experiment} experiment @param {number} iteration @param {Checkpoint | null} [start]
 * @returns {Promise<TraceDocument>} */
export async function postTrace(experiment, iteration, start = null) {
  const order = { experiment: sent(experiment), iteration, checkpoint: plain(start) };
  return filled(await post("traces", order), experiment);
}

/** @param {Checkpoint | null} start */
export const plain = (start) => start && { ...start, values: [...start.values] };

/** @returns {Promise<ExampleRow[]>} */
export const getExamples = async () => (await request("examples")).examples;

/** @param {string} id @returns {Promise<Example>} */
export const getExample = (id) => request(`examples/${encodeURIComponent(id)}`);

/** @returns {Promise<Kind[]>} */
export const getKinds = async () => (await request("kinds")).kinds;

/** @returns {Promise<DataKind[]>} */
export const getDatasets = async () => (await request("datasets")).datasets;

/** Draw data. @param {string} kind @param {Record<string, unknown>} settings
 * @returns {Promise<DrawnData>} */
export const getDataset = (kind, settings) =>
  request(
    `datasets/${encodeURIComponent(kind)}?${new URLSearchParams(Object.entries(settings).map(([k, v]) => [k, String(v)]))}`,
  );

/** @param {string} path @param {unknown} order @returns {Promise<any>} */
const post = (path, order) =>
  request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(order),
  });

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
async function request(path, options) {
  const response = await fetch(`/api/v1/${path}`, options);
  const body = await response.json();
  if (!response.ok) throw new Problem(body);
  return body;
}
