/**
 * Which question about which number is open: one at a time, or none; and what the engine is asked then.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @typedef {"" | "why" | "nudge" | "origin" | "paths" | "pulls"} Question
 * @typedef {{of: Trace, now: Trace, cell: Cell}} Asked  of: the network; now: the iteration
 */
import { focusOf } from "../../core/explain/focus.js";
import { withExample } from "../../core/data/trace.js";
import { computed, signal } from "../../vendor/preact.js";
import { answers, network } from "../control/network-state.js";
import { index, selected, shown, trace, training } from "../control/state.js";

/** @type {import("../../vendor/preact.js").Signal<Question>} */
export const openQuestion = signal("");

/** The number that questions are about: the one that is explained, before the first step an input. */
export const subject = computed(() => {
  const current = trace.value;
  if (!current) return null;
  const focus = focusOf(current, index.value, selected.value, shown.value);
  if (focus) return focus.cell;
  const input = current.tensor(answers.value[0]);
  const place = input.shape.slice(1).map(() => 0);
  return { tensor: input.name, cell: withExample(input, place, shown.value) };
});

/** Milliseconds between one answer of the engine and the next question while training goes on: so often
 * an answer can be read, and frames stay even. */
const PACE = 500;
export const unhurried = () => (training.peek() ? PACE : 0);

/** The iteration that an answer tells of: its own, which may be a moment behind the one on show.
 * @param {Asked | undefined} order @returns {Trace | null} */
export const toldOf = (order) => order?.now ?? trace.value;

/** What the engine is asked while a question is open, of the number that it is then about.
 * @param {Question} question
 * @param {(of: Trace, cell: Cell) => Cell | null} about @returns {ReadonlySignal<Asked | null>} */
export function whileAsked(question, about) {
  // As text, so that only another number is another question.
  const key = computed(() => {
    if (openQuestion.value !== question || !trace.value || !subject.value) return "";
    const cell = about(trace.value, subject.value);
    return cell ? JSON.stringify(cell) : "";
  });
  return computed(() => {
    if (!key.value || !trace.value || !network.value) return null;
    return { of: network.value, now: trace.value, cell: JSON.parse(key.value) };
  });
}
