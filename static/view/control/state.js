/**
 * All that changes in the browser: the experiment, the time t, playing or not, what is chosen.
 * Everything else is computed from these.
 * @import { Cell, Checkpoint, Experiment, Trace } from "../../core/data/trace.js"
 * @import { Grain } from "../../core/data/frame.js"
 * @import { History } from "../../core/data/history.js"
 * @import { Gate } from "../../core/lessons/mask.js"
 * @import { Hunt } from "../../core/explain/hunt.js"
 * @import { Line, TestData } from "../../core/data/run.js"
 * @import { ReadonlySignal, Signal } from "../../vendor/preact.js"
 * @import { Example, ExampleRow, Fault, Kind } from "../server/api.js"
 * @typedef {{epoch: number | null, loss: number | null, accuracy: number | null}} Until
 */
import { bugsOf } from "../../core/data/bugs.js";
import { frameAt, stops } from "../../core/data/frame.js";
import { nothing } from "../../core/data/history.js";
import { disguised, limitOf, masked } from "../../core/lessons/mask.js";
import { epochOf } from "../../core/data/run.js";
import { computed, effect, signal } from "../../vendor/preact.js";

/** The moment on show as it was computed: to compute others from. @type {Signal<Trace | null>} */
export const whole = signal(null);
/** From where on nothing is seen while an answer is due; null: all is. @type {Signal<Gate | null>} */
export const gate = signal(null);
/** A mistake that is to be found; null: none is. @type {Signal<Hunt | null>} */
export const hunt = signal(null);
/** All that were begun, by their seeds. @type {Map<number, Hunt>} */
export const hunts = new Map();
effect(() => void (hunt.value && hunts.set(hunt.value.seed, hunt.value)));
/** Whether it is still to be found. */
export const hunting = computed(() => !!hunt.value && !hunt.value.found);
/** Whether a lesson is open: of mistakes it tells itself. */
export const inLesson = signal(false);
/** The same without what nobody is to see yet: every view takes it from here.
 * @type {ReadonlySignal<Trace | null>} */
export const trace = computed(() => {
  const seen = masked(whole.value, gate.value);
  const hides = (hunting.value || inLesson.value) && !gate.value;
  return seen && hides && bugsOf(seen.document.experiment).length ? disguised(seen) : seen;
});
/** The line on show: the experiment with all that its run has been. @type {Signal<Line | null>} */
export const line = signal(null);
/** Lines that were trained, to be compared and gone back to. @type {Signal<Line[]>} */
export const lines = signal([]);
/** Counts what is added to records: they are too long to be copied. */
export const examplesAdded = signal(0);
/** The worked example on show; null once the experiment differs from it.
 * @type {ReadonlySignal<Example | null>} */
export const example = computed(() => line.value?.example ?? null);
/** @type {Signal<ExampleRow[]>} */
export const examples = signal([]);
/** @type {Signal<Kind[]>} */
export const kinds = signal([]);
/** What went wrong last, in words; empty when all is well. */
export const trouble = signal("");
/** The same as the server tells it, place by place. @type {Signal<Fault[]>} */
export const faults = signal([]);

/** A line with the iteration that was looked at. @typedef {{line: Line, iteration: number}} Entry */
/** @type {Signal<History<Entry>>} */
export const history = signal(nothing);

/** Examples that are not learned, to test the network on; null: none.
 * @type {ReadonlySignal<TestData>} */
export const test = computed(() => line.value?.test ?? null);
/** What the numbers of the data are called, where they have names. */
export const dataNames = computed(() => line.value?.names ?? null);
/** Whether training goes on now, frame after frame. */
export const training = signal(false);
/** What ends training by itself; what is null does not.
 * @type {Signal<Until>} */
export const until = signal({ epoch: null, loss: null, accuracy: null });

/** Time, in steps. */
export const time = signal(0);
/** How far time may go. */
const limit = computed(() => limitOf(whole.value, gate.value));
/** 1 plays, −1 plays backwards, 0 rests. @type {Signal<-1 | 0 | 1>} */
export const playing = signal(0);
/** Where playing stops by itself; null: at the end. @type {Signal<number | null>} */
export const goal = signal(null);
effect(() => {
  if (time.value <= limit.value) return;
  time.value = limit.value;
  playing.value = 0;
  goal.value = null;
});
export const speed = signal(1);
/** Whether the loss is drawn in powers of ten. */
export const logarithmic = signal(false);
/** Iterations or epochs a second; Infinity: as many as the engine can. */
export const rate = signal(30);
/** @type {Signal<Grain>} */
export const grain = signal("operation");

/** What the update before this iteration did to the loss, where it is known.
 * @type {Signal<{before: number, after: number} | null>} */
export const update = signal(null);

/** The example of the batch that the stage shows. */
export const shown = signal(0);
/** The example that stays on show while batches follow each other, among all that are learned; null:
 * none was seen yet. @type {Signal<number | null>} */
export const pinned = signal(null);
/** @type {Signal<Cell | null>} */
export const selected = signal(null);
/** @type {Signal<Cell | null>} */
export const hovered = signal(null);
/** "stage" shows the network, "list" all steps as text. @type {Signal<"stage" | "list">} */
export const view = signal("stage");
/** @type {Signal<string>} */
export const lenses = signal("numbers gradients");
export const still = matchMedia("(prefers-reduced-motion: reduce)");

/** With reduced motion a step is seen whole or not at all. */
export const frame = computed(() =>
  trace.value
    ? frameAt(trace.value, still.matches ? Math.ceil(time.value - 1e-9) : time.value)
    : null,
);
export const index = computed(() => frame.value?.index ?? -1);
/** Whether time goes by whole iterations, and not by the steps within one. */
export const coarseTime = computed(() => grain.value === "iteration" || grain.value === "epoch");
/** The step that the picture is about; none where time goes by whole iterations. */
export const step = computed(() =>
  coarseTime.value ? null : (trace.value?.steps[index.value] ?? null),
);
/** Whether the number of the current step has landed. */
export const landed = computed(() => (frame.value?.land ?? 0) > 0);
export const allStops = computed(() => (trace.value ? stops(trace.value, grain.value) : [0]));
/** Iterations of one stop where time goes by whole ones. */
export const stride = computed(() =>
  grain.value === "epoch" && line.value ? epochOf(line.value.experiment) : 1,
);

/** Whether a tensor's values are on screen now; changes only when a step lands.
 * @param {string} tensor */
export const known = (tensor) => !!trace.value && knownIn(trace.value, tensor);

/** @param {Trace} of @param {string} tensor */
export function knownIn(of, tensor) {
  const writer = of.writer.get(tensor);
  if (writer === undefined) return of.has(tensor);
  return writer < index.value || (writer === index.value && landed.value);
}

/** Parameters and state at the moment on show: what every view of the network is computed from.
 * @type {ReadonlySignal<Checkpoint | null>} */
export const moment = computed(() => trace.value?.checkpoint ?? null);

/** Experiment on show. @returns {Experiment | null} */
export const experiment = computed(() => trace.value?.document.experiment ?? null);
