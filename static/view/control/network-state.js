/**
 * What is the same in every iteration: the tables of the trace, what the inputs are to the eye and
 * what the targets say. While training goes on none of these changes.
 * @import { Domain } from "../../core/picture/input-domain.js"
 * @import { Meaning } from "../../core/data/target-type.js"
 * @import { Trace } from "../../core/data/trace.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 */
import { domainOf, settledDomain } from "../../core/picture/input-domain.js";
import { answerOf, settle } from "../../core/picture/placement.js";
import { meaningOf } from "../../core/data/target-type.js";
import { cellShape } from "../../core/data/trace.js";
import { computed } from "../../vendor/preact.js";
import { dataNames, experiment, kinds, test, trace, training } from "./state.js";

/** @type {Trace | null} */
let last = null;

/** A trace for its tables alone: its values are of the iteration that was looked at first.
 * @type {ReadonlySignal<Trace | null>} */
export const network = computed(() => {
  const now = trace.value;
  if (now?.document.tensors !== last?.document.tensors) last = now;
  return last;
});

/** The trace for what is read and not watched: it rests while iterations follow each other. */
export const calm = computed(() => (training.value ? network.value : trace.value));

/** The columns of neurons and where each tensor lives. */
export const settled = computed(() => (network.value ? settle(network.value) : null));

/** The tensor in each column of neurons that is their answer, the input first. */
export const answers = computed(() => {
  const of = network.value;
  return of ? (settled.value?.ranks ?? []).map((rank) => answerOf(of, rank.tensors)) : [];
});

/** @type {Domain | null} */
let room = null;

/** The axes stay while all examples lie well on them: an added point does not move the others.
 * @type {ReadonlySignal<Domain | null>} */
export const domain = computed(() => {
  const of = network.value;
  const now = experiment.value;
  if (!of || !now) return null;
  const all = [...now.inputs, ...(test.value?.inputs ?? [])];
  const shape = cellShape(of.tensor(answers.value[0]));
  room = settledDomain(room, domainOf(shape, all, dataNames.value?.own), all);
  return room;
});

/** @type {ReadonlySignal<Meaning | null>} */
export const meaning = computed(() => experiment.value && meaningOf(experiment.value.targets));

/** Between which bounds a tensor's values lie by the activation that made them.
 * @param {string} tensor */
export function rangeOf(tensor) {
  const op = network.value?.ops[network.value.tensor(tensor).op ?? -1];
  return kinds.value.find((k) => k.family === "activation" && k.kind === op?.kind)?.range ?? null;
}
