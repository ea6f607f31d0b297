/**
 * The frames of a run, as they come over one connection.
 * @import { Point } from "../../core/data/record.js"
 * @import { Checkpoint, Experiment } from "../../core/data/trace.js"
 * @import { TestData } from "../../core/data/run.js"
 * @typedef {Point & {values: string, end?: {reason: "done" | "target" | "diverged" | "limit" |
 *   "restart"}}} Frame
 * @typedef {{experiment: Experiment, test: TestData, start: Checkpoint | null,
 *   [setting: string]: any}} Order
 */
import { posted } from "../../core/data/bytes.js";
import { sent } from "../../core/data/experiment.js";
import { postStream } from "./api.js";

/** Whole frames: a line without its break is none. @param {Order} order @param {AbortSignal} signal
 * @returns {AsyncGenerator<Frame>} */
export async function* frames({ experiment, test, start, ...settings }, signal) {
  const order = {
    experiment: sent(experiment),
    checkpoint: posted(start),
    values: "base64",
    ...(experiment.data ? {} : { test }), // the server knows what its own data hold out
    ...settings,
  };
  yield* linesOf(await postStream("runs", order, signal));
}

/** Each whole line of a stream as what its JSON says. @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<any>} */
export async function* linesOf(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = /** @type {string} */ (lines.pop());
    for (const line of lines) yield JSON.parse(line);
  }
}
