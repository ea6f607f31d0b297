/**
 * All that changes in the browser: the experiment, the time t, playing or not, what is chosen.
 * Everything else is computed from these.
 * @import { Cell, Checkpoint, Experiment, Trace } from "../core/trace.js"
 * @import { Grain } from "../core/frame.js"
 * @import { DataNames, Examples } from "../core/held.js"
 * @import { History } from "../core/history.js"
 * @import { ReadonlySignal, Signal } from "../vendor/preact.js"
 * @import { Example, ExampleRow, Fault, Kind } from "./api.js"
 */
import { frameAt, stops } from "../core/frame.js";
import { nothing } from "../core/history.js";
import { computed, signal } from "../vendor/preact.js";

/** @type {Signal<Trace | null>} */
export const trace = signal(null);
/** The worked example on show; null once the experiment differs from it. @type {Signal<Example | null>} */
export const example = signal(null);
/** @type {Signal<ExampleRow[]>} */
export const examples = signal([]);
/** @type {Signal<Kind[]>} */
export const kinds = signal([]);
/** What went wrong last, in words; empty when all is well. */
export const trouble = signal("");
/** The same as the server tells it, place by place. @type {Signal<Fault[]>} */
export const faults = signal([]);

/** An experiment with the iteration that was looked at. @typedef {{hash: string,
 *   experiment: Experiment, example: Example | null, iteration: number, held: Held}} Entry
 * @typedef {{test: Examples | null, names: DataNames | null}} Held */
/** @type {Signal<History<Entry>>} */
export const history = signal(nothing);

/** Examples that are not learned, to test the network on; null: none.
 * @type {Signal<Examples | null>} */
export const test = signal(null);
/** What the numbers of the data are called, where they have names. @type {Signal<DataNames | null>} */
export const dataNames = signal(null);
/** Whether training goes on now, frame after frame. */
export const training = signal(false);

/** Time, in steps. */
export const time = signal(0);
/** 1 plays, −1 plays backwards, 0 rests. @type {Signal<-1 | 0 | 1>} */
export const playing = signal(0);
/** Where playing stops by itself; null: at the end. @type {Signal<number | null>} */
export const goal = signal(null);
export const speed = signal(1);
/** @type {Signal<Grain>} */
export const grain = signal("operation");

/** The example of the batch that the stage shows. */
export const shown = signal(0);
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
export const step = computed(() => trace.value?.steps[index.value] ?? null);
/** Whether the number of the current step has landed. */
export const landed = computed(() => (frame.value?.land ?? 0) > 0);
export const allStops = computed(() => (trace.value ? stops(trace.value, grain.value) : [0]));

/** Whether a tensor's values are on screen now; changes only when a step lands.
 * @param {string} tensor */
export function known(tensor) {
  const writer = trace.value?.writer.get(tensor);
  if (writer === undefined) return trace.value?.has(tensor) ?? false;
  return writer < index.value || (writer === index.value && landed.value);
}

/** Parameters and state at the moment on show: what every view of the network is computed from.
 * @type {ReadonlySignal<Checkpoint | null>} */
export const moment = computed(() => trace.value?.checkpoint ?? null);

/** Experiment on show. @returns {Experiment | null} */
export const experiment = computed(() => trace.value?.document.experiment ?? null);
