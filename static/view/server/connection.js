/**
 * Whether the server can be reached: one state for the whole page. Every request goes through `reach`;
 * one that finds no server waits here and is sent again when it is back. That is safe, for the server
 * keeps nothing and the same request has the same answer. Only intervals are measured, so that a clock
 * that is set back changes nothing.
 */
import { signal } from "../../vendor/preact.js";

/** @typedef {"online" | "retrying" | "offline"} Connection  retrying: lost a moment ago
 * @type {import("../../vendor/preact.js").Signal<Connection>} */
export const connection = signal("online");
/** Whether it has just come back. */
export const returned = signal(false);

/** Milliseconds to the second attempt; each further one is twice as late, up to the longest. */
const FIRST = 500;
const LONGEST = 30_000;
/** So many failures in a row are more than a hiccup. */
const HICCUPS = 2;
/** Milliseconds until an answer begins, and until the server says that it is there. */
const PATIENCE = 30_000;
const PROBE = 5000;
/** Milliseconds for which it is told that the server is back. */
const TOLD = 4000;

/** No answer, or one that only says to ask again. */
export class Unreachable extends Error {
  /** @param {number | null} [after] seconds that the server asks to wait */
  constructor(after = null) {
    super("the server cannot be reached");
    this.after = after;
  }
}

let failures = 0;
let waiting = 0;
let telling = 0;
/** Resolved when it is time to send again. @type {Promise<void> | null} */
let away = null;
/** Ends the pause before the next attempt. */
let hurry = () => {};

/** Try at once. */
export const retry = () => hurry();
addEventListener("online", retry);
addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry());

/** What the server answers, however long it is away.
 * @template T @param {(signal: AbortSignal) => Promise<T>} send throws Unreachable where it is not
 * @param {AbortSignal | null} [signal] gives up @returns {Promise<T>} */
export async function reach(send, signal) {
  waiting++;
  try {
    for (;;) {
      if (away) await Promise.race([away, aborted(signal)]);
      signal?.throwIfAborted();
      try {
        const answer = await within(PATIENCE, send, signal);
        found();
        return answer;
      } catch (error) {
        if (signal?.aborted) throw error;
        if (!(error instanceof Unreachable)) {
          found(); // a refusal is an answer
          throw error;
        }
        lose(error.after);
      }
    }
  } finally {
    waiting--;
  }
}

/** A stream was cut off, or an answer did not come: nothing is sent until the server is back.
 * @param {number | null} [after] seconds that the server asks to wait */
export function lose(after = null) {
  failures++;
  connection.value = failures > HICCUPS ? "offline" : "retrying";
  returned.value = false;
  away ??= comeBack(after).finally(() => {
    away = null;
    if (!waiting) found();
  });
}

/** Milliseconds to wait after so many failures, spread so that a class does not come all at once.
 * @param {number} count */
export const backOff = (count) =>
  Math.min(FIRST * 2 ** Math.max(count - 1, 0), LONGEST) * (0.75 + 0.5 * Math.random());

/** Wait so long, or until there is a reason to try now. @param {number} milliseconds
 * @returns {Promise<void>} */
export const pause = (milliseconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    hurry = () => {
      clearTimeout(timer);
      resolve();
    };
  });

function found() {
  failures = 0;
  if (connection.value === "online") return;
  connection.value = "online";
  returned.value = true;
  clearTimeout(telling);
  telling = setTimeout(() => (returned.value = false), TOLD);
}

/** @param {number | null} after */
async function comeBack(after) {
  await pause(Math.max((after ?? 0) * 1000, backOff(failures)));
  if (after !== null) return; // it is there, and said when to ask
  while (!(await answers())) {
    failures++;
    connection.value = failures > HICCUPS ? "offline" : "retrying";
    await pause(backOff(failures));
  }
}

async function answers() {
  try {
    const ask = (/** @type {AbortSignal} */ signal) =>
      fetch("healthz", { cache: "no-store", signal });
    return (await within(PROBE, ask)).ok;
  } catch {
    return false;
  }
}

/** Give up what takes too long to begin. @template T @param {number} milliseconds
 * @param {(signal: AbortSignal) => Promise<T>} send @param {AbortSignal | null} [signal] */
async function within(milliseconds, send, signal) {
  const control = new AbortController();
  signal?.addEventListener("abort", () => control.abort(), { once: true });
  const timer = setTimeout(() => control.abort(), milliseconds);
  try {
    return await send(control.signal);
  } catch (error) {
    throw control.signal.aborted && !signal?.aborted ? new Unreachable() : error;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {AbortSignal | null} [signal] @returns {Promise<void>} */
const aborted = (signal) =>
  new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
