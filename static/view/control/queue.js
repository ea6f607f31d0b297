/**
 * A moment of a line, computed and shown. One thing after the other: what is pressed twice happens
 * twice.
 * @import { Line } from "../../core/data/run.js"
 * @import { Checkpoint, Cell, Trace as Shown } from "../../core/data/trace.js"
 */
import { amended, recorded } from "../../core/data/history.js";
import { batchOf, towards, trained } from "../../core/data/run.js";
import { Trace } from "../../core/data/trace.js";
import { batch, signal } from "../../vendor/preact.js";
import * as api from "../server/api.js";
import * as state from "./state.js";

let last = Promise.resolve(true);
/** How many things are to be done. */
export const queued = signal(0);

/** Counts what was asked to be opened. */
let asked = 0;

/** Something is asked to be opened: of several that wait only the latest is.
 * @returns {() => boolean} whether nothing was asked for since */
export function wish() {
  const own = ++asked;
  return () => own === asked;
}

/** Do it when all before is done; what goes wrong is told, and false is given.
 * @param {() => Promise<void>} work @returns {Promise<boolean>} */
export function attempt(work) {
  queued.value++;
  last = last.then(async () => {
    try {
      await work();
      return true;
    } catch (error) {
      tell(error);
      return false;
    } finally {
      queued.value--;
    }
  });
  return last;
}

/** Say what went wrong. @param {unknown} error */
export function tell(error) {
  batch(() => {
    state.faults.value = error instanceof api.Problem ? error.errors : [];
    state.trouble.value = (error instanceof Error && error.message) || "trouble.unknown";
  });
}

/** Compute a moment of a line, and show it. @param {Line} line @param {number} iteration
 * @param {Checkpoint | null} [start] */
export async function load(line, iteration, start) {
  show(line, await compute(line, iteration, start, { loss_after: true }));
}

/** The trace of an iteration. What is the same for all of a line is asked for once.
 * @param {Line} line @param {number} iteration @param {Checkpoint | null} [start] where to compute
 * it from @param {import("../server/api.js").More} [asked] @returns {Promise<Shown>} */
export async function compute(line, iteration, start = from(line, iteration), asked = {}) {
  const { iteration: at, number } = line.replaced ?? {};
  const more = at === iteration ? { ...asked, replaced: number } : asked;
  const now = state.whole.value;
  const known = state.line.value?.id === line.id;
  if (now && known && now.batch === batchOf(line.experiment, iteration)) {
    return now.again(await api.postValues(line.experiment, iteration, start, more), start);
  }
  return new Trace(await api.postTrace(line.experiment, iteration, start, more));
}

/** The nearest place to compute an iteration from: the moment on show knows where the next begins.
 * @param {Line} line @param {number} iteration @returns {Checkpoint | null} */
function from(line, iteration) {
  const now = state.whole.value;
  const next = now && !now.document.diverged && now.document.iteration + 1 === iteration;
  return next && state.line.value?.id === line.id ? now.renewed : towards(line, iteration);
}

/** @param {Line} line @param {Shown} trace */
export function show(line, trace) {
  batch(() => {
    const now = state.line.value;
    const own = now?.id === line.id ? now : { ...line, experiment: trace.document.experiment };
    remember(own, trace.document.iteration);
    const shown = exampleOf(trace);
    const same = state.trace.value?.steps.length === trace.steps.length;
    state.update.value = now?.id === line.id ? updateBefore(state.trace.value, trace) : null;
    if (own.spot !== (state.hunt.value?.seed ?? null))
      state.hunt.value = state.hunts.get(own.spot ?? NaN) ?? null;
    state.line.value = own;
    state.whole.value = trace;
    state.examplesAdded.value++;
    state.trouble.value = "";
    put(trace, shown);
    if (!same) state.time.value = Math.min(state.time.value, trace.steps.length);
    if (state.selected.value && !exists(state.selected.value)) state.selected.value = null;
    state.hovered.value = null;
  });
}

/** What the update between two moments did to the loss, where one follows the other.
 * @param {Shown | null} one @param {Shown} other */
function updateBefore(one, other) {
  const after = one?.document.loss_after;
  if (!one || after === undefined) return null;
  if (one.document.iteration + 1 !== other.document.iteration) return null;
  return { before: one.loss, after };
}

/** Another moment of the line on show, in passing. @param {Shown} trace */
export function pass(trace) {
  batch(() => {
    const shown = exampleOf(trace);
    state.update.value = null;
    state.whole.value = trace;
    state.examplesAdded.value++; // what has come into the record is seen with the moment, not on its own
    put(trace, shown);
  });
}

/** Where the page itself put which example: what stands elsewhere was chosen by a person.
 * @type {{trace: Shown | null, shown: number}} */
let placed = { trace: null, shown: 0 };

/** @param {Shown} trace @param {number} shown */
function put(trace, shown) {
  placed = { trace, shown };
  state.shown.value = shown;
}

/** The place of the pinned example in the next batch. Where it is not among them another is shown, and
 * it is back when it is learned again. @param {Shown} next */
function exampleOf(next) {
  const [now, shown, pinned] = [state.trace.value, state.shown.value, state.pinned];
  const count = (/** @type {Shown | null} */ one) => one?.document.experiment.inputs.length;
  const chosen = placed.trace !== now || placed.shown !== shown;
  if (!now || count(now) !== count(next)) pinned.value = null;
  else if (chosen || pinned.value === null) pinned.value = now.document.rows[shown] ?? null;
  const at = pinned.value === null ? -1 : next.document.rows.indexOf(pinned.value);
  return at < 0 ? Math.min(shown, next.batch - 1) : at;
}

/** An entry of the history for another line; the present one where only the moment is another.
 * @param {Line} line @param {number} iteration */
function remember(line, iteration) {
  const { past, now, future } = state.history.value;
  const enter = now?.line.id === line.id ? amended : recorded;
  state.history.value = enter(state.history.value, { line, iteration });
  if (enter === amended) return;
  const kept = [...past, now, ...future].flatMap((entry) => (entry ? [entry.line] : []));
  const lines = [...state.lines.value, ...kept].filter(trained);
  state.lines.value = [...new Map(lines.map((one) => [one.id, one])).values()];
}

/** @param {Cell} cell */
export function exists({ tensor, cell }) {
  const shape = state.trace.value?.tensors.get(tensor)?.shape;
  return !!shape && shape.length === cell.length && cell.every((c, k) => c >= 0 && c < shape[k]);
}
