/**
 * A run from beginning to end, whatever comes between: a restart, a proxy's time limit, sleep. It goes
 * on from its last frame (docs/runs.md). A tab that nobody sees holds no connection, for a browser has
 * six of them for all its tabs; it goes on when it is shown.
 * @import { Point } from "../../core/data/record.js"
 * @import { Checkpoint } from "../../core/data/trace.js"
 * @import { Order } from "./frames.js"
 * @typedef {{point: Point, at: Checkpoint, end: string | null}} Moment
 */
import { numbers } from "../../core/data/bytes.js";
import { Problem } from "./api.js";
import { backOff, lose, pause } from "./connection.js";
import { frames } from "./frames.js";

/** Milliseconds without a frame after which it is looked whether the server is there; twice as long
 * each time that no frame has come. */
const SILENCE = 20_000;

/** Every moment once, the last with its end. @param {Order} order @param {AbortSignal} signal
 * @returns {AsyncGenerator<Moment>} */
export async function* run(order, signal) {
  let { start } = order;
  let last = -1;
  for (let idle = 0; ; idle++) {
    await shown(signal);
    const attempt = connected(signal, SILENCE * 2 ** Math.min(idle, 5));
    let limited = false;
    try {
      for await (const { values, end, ...point } of frames({ ...order, start }, attempt.signal)) {
        attempt.heard();
        const at = { iteration: point.iteration, values: numbers(values) };
        const on = end?.reason === "restart" || (end?.reason === "limit" && at.iteration > last);
        const known = at.iteration <= last;
        [start, last] = [at, Math.max(last, at.iteration)];
        if (!known) idle = 0;
        if (!known || (end && !on)) yield { point, at, end: on ? null : (end?.reason ?? null) };
        if (end && !on) return;
        limited = end?.reason === "limit";
        if (end) break;
      }
    } catch (error) {
      if (signal.aborted || error instanceof Problem) throw error;
    } finally {
      attempt.close();
    }
    if (attempt.hidden()) idle--;
    else if (!limited) {
      lose();
      if (idle) await pause(backOff(idle));
    }
  }
}

/** A signal that ends one connection: when the run is given up, the page is hidden, or nothing comes.
 * @param {AbortSignal} signal @param {number} silence */
function connected(signal, silence) {
  const control = new AbortController();
  let hidden = false;
  const end = () => control.abort();
  const hide = () => {
    if (document.visibilityState !== "hidden") return;
    hidden = true;
    end();
  };
  let timer = setTimeout(end, silence);
  signal.addEventListener("abort", end);
  addEventListener("visibilitychange", hide);
  return {
    signal: control.signal,
    hidden: () => hidden,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(end, silence);
    },
    close() {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      removeEventListener("visibilitychange", hide);
      end();
    },
  };
}

/** The page is seen, or the run is given up. @param {AbortSignal} signal @returns {Promise<void>} */
async function shown(signal) {
  if (document.visibilityState === "hidden" && !signal.aborted)
    await new Promise((resolve) => {
      addEventListener("visibilitychange", resolve, { once: true });
      signal.addEventListener("abort", resolve, { once: true });
    });
  signal.throwIfAborted();
}
