/**
 * The server's answers. A problem document becomes a Problem that a person can read.
 * @import { Experiment, TraceDocument } from "../core/trace.js"
 * @typedef {{id: string, title: string, author: string, source: string | null}} ExampleRow
 * @typedef {ExampleRow & {experiment: Experiment, published: Record<string, any>,
 *   recomputed: Record<string, any>, errata: string | null, wrong: Record<string, any>}} Example
 * @typedef {{kind: string, family: string, schema: any, formulas: Record<string, any>,
 *   phi: string | null, steepest: number | null}} Kind
 */

export class Problem extends Error {
  /** @param {{title?: string, detail?: string, errors?: {pointer: string, detail: string}[]}} body */
  constructor(body) {
    super(body.errors?.map((e) => e.detail).join(" ") || body.detail || body.title || "");
    this.errors = body.errors ?? [];
  }
}

/** @param {Experiment} experiment @param {number} iteration @returns {Promise<TraceDocument>} */
export const postTrace = (experiment, iteration) =>
  request("traces", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ experiment, iteration }),
  });

/** @returns {Promise<ExampleRow[]>} */
export const getExamples = async () => (await request("examples")).examples;

/** @param {string} id @returns {Promise<Example>} */
export const getExample = (id) => request(`examples/${encodeURIComponent(id)}`);

/** @returns {Promise<Kind[]>} */
export const getKinds = async () => (await request("kinds")).kinds;

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
async function request(path, options) {
  const response = await fetch(`/api/v1/${path}`, options);
  const body = await response.json();
  if (!response.ok) throw new Problem(body);
  return body;
}
