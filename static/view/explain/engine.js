/**
 * A question about the iteration on show, to the engine.
 * @import { Trace } from "../../core/data/trace.js"
 */
import { posted } from "../../core/data/bytes.js";
import { sent } from "../../core/data/experiment.js";
import { post } from "../server/api.js";

/** @param {"bugs" | "checks" | "gradings" | "paths" | "pulls"} path @param {Trace} now
 * @param {Record<string, unknown>} more @returns {Promise<any>} */
export function askEngine(path, now, more) {
  const { experiment, iteration } = now.document;
  return post(path, {
    experiment: sent(experiment),
    iteration,
    checkpoint: posted(now.checkpoint),
    ...more,
  });
}
