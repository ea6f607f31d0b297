/**
 * The frames of a run, as they come.
 * @import { Point } from "../core/record.js"
 * @import { Checkpoint, Experiment } from "../core/trace.js"
 * @import { TestData } from "../core/line.js"
 * @typedef {Point & {values: string, end?: {reason: "done" | "target" | "diverged" | "limit"}}} Frame
 */
import { posted } from "../core/bytes.js";
import { sent } from "../core/experiment.js";
import { post } from "./api.js";

/** @param {{experiment: Experiment, test: TestData, start: Checkpoint | null, [setting: string]: any}} order
 * @param {AbortSignal} signal @returns {AsyncGenerator<Frame>} */
export async function* frames({ experiment, test, start, ...settings }, signal) {
  const order = {
    experiment: sent(experiment),
    checkpoint: posted(start),
    values: "base64",
    ...(experiment.data ? {} : { test }), // the server knows what its own data hold out
    ...settings,
  };
  const response = await post("runs", order, { accept: "application/jsonl", signal });
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
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
