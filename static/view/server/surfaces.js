/**
 * What neurons answer over their inputs at the moment on show: coarse for all of them on the stage,
 * fine for the one that is looked at, once it rests.
 * @import { Surfaces, View } from "../../core/picture/surfaces.js"
 * @import { Checkpoint, Experiment, Trace } from "../../core/data/trace.js"
 * @import { Followed } from "./latest-request.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @typedef {View & {of: Trace, experiment: Experiment, moment: Checkpoint}} Order
 */
import { decodeSurfaces, stepsFor, surfaceOrder } from "../../core/picture/surfaces.js";
import { cellShape, size } from "../../core/data/trace.js";
import { computed } from "../../vendor/preact.js";
import { postBytes } from "./api.js";
import { following } from "./latest-request.js";
import { answers, domain, network, settled } from "../control/network-state.js";
import { experiment, gate, lenses, moment, selected, training, view } from "../control/state.js";
import { inspectorTab } from "../ui/tabs.js";

/** Points on each axis in a neuron, and where one answer is looked at. */
const COARSE = { plane: 40, line: 64 };
const FINE = { plane: 100, line: 100 };

/** Whether neurons can show what they answer over all inputs. */
export const mappable = computed(() => ["plane", "line"].includes(domain.value?.kind ?? ""));
/** Whether they do. */
export const mapped = computed(
  () =>
    !gate.value &&
    mappable.value &&
    view.value === "stage" &&
    lenses.value.split(" ").includes("maps"),
);

/** Whose answer is looked at: a chosen neuron's, or the network's. */
export const looked = computed(() => {
  const all = answers.value;
  const at = selected.value;
  const home = at && settled.value?.homes.get(at.tensor);
  if (at && home?.where === "neuron" && home.column > 0 && at.cell.length)
    return { tensor: all[home.column], place: at.cell.slice(1) };
  return { tensor: all[all.length - 1], place: null };
});

const looking = computed(() => mappable.value && inspectorTab.value === "output");
/** All columns while they are in sight, else only the one that is looked at. */
const tensors = computed(() =>
  mapped.value ? answers.value.slice(1) : looking.value ? [looked.value.tensor] : [],
);

const all = computed(() => order(tensors.value, COARSE, "uint8"));

/** @type {ReadonlySignal<Followed<Order, Surfaces> | null>} */
export const coarseSurfaces = following(all, async (wanted) =>
  ahead && sameView(ahead.order, wanted) ? ahead.answer : ask(wanted),
);

/** @type {{order: Order, answer: Surfaces} | null} */
let ahead = null;

/** Ask about a moment before it is on show, so that network and maps change in one frame and not in
 * two. @param {Trace} trace of the network on show */
export async function prepareSurfaces(trace) {
  const now = all.peek();
  if (!now || trace.document.tensors !== now.of.document.tensors) return;
  const order = { ...now, moment: trace.checkpoint };
  try {
    ahead = { order, answer: await ask(order) };
  } catch {
    ahead = null; // asked again when it is on show, and told there
  }
}

/** @param {Order} one @param {Order} other */
const sameView = (one, other) =>
  one.moment === other.moment &&
  one.tensors === other.tensors &&
  one.ends === other.ends &&
  one.steps === other.steps;

/** @type {ReadonlySignal<Followed<Order, Surfaces> | null>} */
export const fine = following(
  computed(() =>
    looking.value && !training.value ? order([looked.value.tensor], FINE, "float32") : null,
  ),
  ask,
);

/** @param {string[]} names @param {{plane: number, line: number}} most
 * @param {"uint8" | "float32"} numbers @returns {Order | null} */
function order(names, most, numbers) {
  const of = network.value;
  const room = domain.value;
  if (!of || !experiment.value || !moment.value || !names.length) return null;
  if (room?.kind !== "plane" && room?.kind !== "line") return null;
  const cells = names.reduce((n, name) => n + size(cellShape(of.tensor(name))), 0);
  const steps = stepsFor(cells, room.ends.length, most[room.kind]);
  const ask = { tensors: names, ends: room.ends, steps, numbers };
  return { ...ask, of, experiment: experiment.value, moment: moment.value };
}

/** @param {Order} order */
async function ask({ experiment, moment, ...view }) {
  return decodeSurfaces(await postBytes("surfaces", surfaceOrder(experiment, moment, view)));
}
