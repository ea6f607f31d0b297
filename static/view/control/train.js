/**
 * Training: a stream of frames goes into the record of the line, and the newest of them is looked at.
 * @import { Line } from "../../core/data/run.js"
 * @import { Checkpoint } from "../../core/data/trace.js"
 * @typedef {{halted: boolean, begun: boolean, control: AbortController, done: Promise<void>}} Session
 */
import { telling } from "../../core/data/frame.js";
import { went } from "../../core/data/history.js";
import { spread } from "../../core/data/record.js";
import { pacing } from "../../core/data/stream-rate.js";
import { batch, effect } from "../../vendor/preact.js";
import { attempt, load, tell } from "./queue.js";
import { connection } from "../server/connection.js";
import { run } from "../server/run.js";
import * as state from "./state.js";
import { whenCalm, passBy, settleAt } from "./navigate.js";

/** @type {Session | null} */
let session = null;

/** Whether training goes on, or is about to, and nothing has asked it to stop. */
export const goesOn = () => !!session && !session.halted;

/** Counts what asked training to stop: steps that were to follow are not gone any more. */
let halts = 0;
export const haltsSoFar = () => halts;

/** Stop training, if it goes on or is about to; resolved when the last moment is on show. */
export function halt() {
  halts++;
  return interrupt();
}

/** The same for what goes on by itself afterwards. @returns {Promise<void>} */
export function interrupt() {
  if (!session) return Promise.resolve();
  session.halted = true;
  if (!session.begun) state.training.value = false; // nothing is to be waited for
  session.control.abort();
  return session.done;
}

/** Train from the moment on show until something asks to stop. @param {number | null} [last] so far
 * and no further, as fast as can be @param {number} [root] of the line, where no other is meant */
export async function train(last = null, root) {
  if (state.gate.value) return; // an answer is due
  const before = interrupt();
  const own = { halted: false, begun: false, control: new AbortController(), done: before };
  session = own;
  state.training.value = true; // whoever presses again means to pause
  own.done = before
    .then(() => begin(own, last, root))
    .finally(() => {
      if (session !== own) return;
      session = null;
      state.training.value = false;
    });
  await own.done;
}

/** @param {Session} own @param {number | null} last @param {number} [root] */
async function begin(own, last, root) {
  await attempt(async () => {}); // a change that was just made comes first
  const [line, from] = [state.line.value, state.trace.value];
  if (own.halted || state.gate.value || !line || !from) return;
  if (root !== undefined && line.root !== root) return;
  own.begun = true;
  batch(() => {
    state.playing.value = 0;
    state.goal.value = null;
    state.time.value = telling(from);
  });
  await work(own, line, from.document.replaced ? from.renewed : from.checkpoint, last);
  remember(line, from.document.iteration, last !== null);
}

/** Training can be taken back as a change can; single steps that follow each other are one.
 * @param {Line} line @param {number} begin @param {boolean} stepped */
function remember(line, begin, stepped) {
  const [now, shown] = [state.line.value, state.trace.value];
  const end = shown?.document.iteration ?? begin;
  if (now?.id !== line.id || end <= begin) return;
  const ended = { line: now, iteration: end };
  const before = state.history.value;
  state.history.value = went(
    before,
    { line: now, iteration: begin },
    ended,
    (one) => stepped && one.line.id === line.id,
  );
}

/** @param {Session} own @param {Line} line @param {Checkpoint} start @param {number | null} last */
async function work(own, line, start, last) {
  let at = start;
  let diverged = false;
  const repace = effect(() => {
    void [state.rate.value, state.stride.value, state.until.value];
    own.control.abort(); // the stream goes on at another pace
  });
  try {
    while (!own.halted) {
      own.control = new AbortController();
      const { frame, end } = await stream(line, at, last, own.control.signal);
      at = frame ?? at;
      diverged = end === "diverged";
      if (!own.control.signal.aborted) break;
    }
  } catch (error) {
    tell(error);
  }
  repace();
  if (connection.value !== "online") state.training.value = false; // nobody waits for a pause
  await rest(line, at, diverged);
}

/** Moment after moment. @param {Line} line @param {Checkpoint} start @param {number | null} last
 * @param {AbortSignal} signal
 * @returns {Promise<{frame: Checkpoint | null, end: string | null}>} the last moment */
async function stream(line, start, last, signal) {
  const { experiment, test, record } = line;
  const dense = last === null || !start ? 1 : spread(last - start.iteration, start.values.length);
  const way =
    last === null
      ? { ...pacing(state.rate.value, state.stride.value), until: ending() }
      : { every: Math.max(state.stride.value, dense), until: { iteration: last } };
  /** @type {Checkpoint | null} */
  let frame = null;
  try {
    for await (const { point, at, end } of run({ experiment, test, start, ...way }, signal)) {
      frame = at;
      record.add(point, frame);
      if (end) return { frame, end };
      if (last === null) passBy(frame.iteration);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return { frame, end: null };
}

/** What ends a run by itself. */
const ending = () =>
  Object.fromEntries(Object.entries(state.until.value).filter(([, limit]) => limit !== null));

/** Be where training has come to. A run that diverged is computed from a moment before, so that it
 * tells where. @param {Line} line @param {Checkpoint} at @param {boolean} diverged */
async function rest(line, { iteration }, diverged) {
  if (state.line.value?.id !== line.id) return;
  const start = diverged ? (line.record.before(iteration - 1) ?? line.start) : undefined;
  await attempt(async () => {
    await whenCalm();
    await load(line, iteration, start);
    settleAt();
  });
}
