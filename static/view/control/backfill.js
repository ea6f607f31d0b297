/**
 * A link tells a moment of a run, and not how it came there. Where the run began with its own initial
 * values the way is computed again, beside all else, so that one can travel back along it.
 */
import { agrees } from "../../core/data/agreement.js";
import { Record, spread } from "../../core/data/record.js";
import { effect, signal } from "../../vendor/preact.js";
import { run } from "../server/run.js";
import * as state from "./state.js";

/**
 * @import { Line } from "../../core/data/run.js"
 * @import { Point } from "../../core/data/record.js"
 * @import { Checkpoint, Trace } from "../../core/data/trace.js"
 */

/** Milliseconds before it is told. */
const QUIET = 1000;

/** @typedef {{line: number, share: number, goes: boolean, told: boolean}} Way  how far it is, from 0 to
 *   1, whether it goes on, and whether it takes so long that it is told */

/** The way that is computed now, or that was given up.
 * @type {import("../../vendor/preact.js").Signal<Way | null>} */
export const earlier = signal(null);

let control = new AbortController();

/** Give it up; it can be begun again. */
export const giveUp = () => control.abort();

/** Compute how the line on show came to the moment on show. */
export async function catchUp() {
  giveUp();
  const [line, trace] = [state.line.value, state.trace.value];
  const to = line?.record.checkpoints[0]?.iteration ?? trace?.document.iteration ?? 0;
  if (!line || !trace || line.start || to === 0) return;
  const own = new AbortController();
  control = own;
  const say = (/** @type {Partial<Way>} */ news) => {
    const now = earlier.value ?? { line: line.id, share: 0, goes: true, told: false };
    earlier.value = { ...now, ...news };
  };
  earlier.value = null;
  say({});
  const telling = setTimeout(() => say({ told: true }), QUIET);
  const leave = effect(() => {
    if (state.training.value || state.line.value?.id !== line.id) own.abort();
  });
  try {
    const found = await way(line, to, trace.checkpoint.values.length, own.signal, say);
    if (!found || own.signal.aborted) return;
    const [sent, again] = [line.record.checkpoints[0], found.checkpoints.at(-1)];
    const parts = sent && again && !agrees(sent.values, again.values, weightsOf(trace));
    const score = parts ? await scored(line, sent, own.signal) : null;
    line.record.precede(found);
    if (score) line.record.part(score);
    state.examplesAdded.value++;
  } catch {
    if (!own.signal.aborted) own.abort("refused");
  } finally {
    clearTimeout(telling);
    leave();
    const stopped = own.signal.aborted && own.signal.reason !== "refused";
    if (control === own) earlier.value = null;
    if (control === own && stopped) say({ goes: false });
  }
}

/** The score of a moment as it was sent. @param {Line} line @param {Checkpoint} sent
 * @param {AbortSignal} signal @returns {Promise<Point | null>} */
async function scored({ experiment, test }, sent, signal) {
  const order = { every: 1, until: { iteration: sent.iteration } };
  for await (const { point } of run({ experiment, test, start: sent, ...order }, signal))
    return point;
  return null;
}

/** How many numbers are parameters. @param {Trace} trace */
const weightsOf = (trace) =>
  trace.document.parameters.reduce((sum, name) => sum + trace.view(name).length, 0);

/** The run up to an iteration; null where the server ends it before.
 * @param {Line} line @param {number} to @param {number} length @param {AbortSignal} signal
 * @param {(news: {share: number}) => void} say */
async function way({ experiment, test }, to, length, signal, say) {
  const record = new Record();
  const order = { every: spread(to, length), until: { iteration: to } };
  for await (const { point, at, end } of run({ experiment, test, start: null, ...order }, signal)) {
    record.add(point, at);
    say({ share: point.iteration / to });
    if (end) return end === "limit" ? null : record;
  }
  return null;
}
