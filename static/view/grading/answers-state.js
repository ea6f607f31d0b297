/**
 * Numbers of one's own for the iteration on show, and what the engine says of them. They are kept with
 * the visit, whatever else changes.
 * @import { Entries, GradedCell } from "../../core/explain/entries.js"
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Signal } from "../../vendor/preact.js"
 * @typedef {{kind: "bug", bugs: string[], tensor: string, step: number}
 *   | {kind: "convention", conventions: string[], keys: string[], order: number[] | null}} Explanation
 * @typedef {{verdict: "right" | "convention" | "undecided" | "wrong", counts: Record<string, number>,
 *   cells: GradedCell[], first_wrong: (Cell & {step: number | null}) | null,
 *   explanations: Explanation[], decide: (Cell & {values: number[]}) | null}} Grading
 */
import { entryAt, fittingEntries, pointedAt, sentEntries } from "../../core/explain/entries.js";
import { sameCell } from "../../core/data/trace.js";
import { batch, computed, effect, signal } from "../../vendor/preact.js";
import { gate, trace } from "../control/state.js";
import { askEngine } from "../explain/engine.js";
import { Problem } from "../server/api.js";
import { inspectorTab } from "../ui/tabs.js";

/** @type {Signal<Entries>} */
export const entries = signal({});

/** The last answer, with what it is an answer to. @type {Signal<{of: Trace, sent: Entries,
 *   answer: Grading} | null>} */
const answered = signal(null);

/** What could not be read. @type {Signal<{of: Entries, words: string, at: Cell | null} | null>} */
export const unreadable = signal(null);

/** Whether it is being asked. */
export const grading = signal(false);

/** Whether numbers of one's own are what the page is about. */
export const checking = computed(() => inspectorTab.value === "check");

/** Whether the numbers of the network are covered meanwhile. */
export const covered = signal(false);
const COVER = { before: "" };
effect(() => {
  if (checking.value || !covered.value) return;
  covered.value = false;
  if (gate.value === COVER) gate.value = null;
});

/** @param {boolean} on */
export const cover = (on) =>
  batch(() => {
    covered.value = on;
    gate.value = on ? COVER : null;
  });

/** What is on show to be graded: the iteration, whatever of it is covered. */
const iterationOf = (/** @type {Trace} */ one) => `${one.document.hash} ${one.document.iteration}`;

/** The answer, as long as it is one to this iteration. */
export const result = computed(() => {
  const [now, last] = [trace.value, answered.value];
  return last && now && iterationOf(last.of) === iterationOf(now) ? last : null;
});

/** The verdict on a cell; null where its number was changed since. @param {Cell} at
 * @returns {GradedCell | null} */
export function verdictAt(at) {
  const last = result.value;
  if (!last || entryAt(last.sent, at) !== entryAt(entries.value, at)) return null;
  return last.answer.cells.find((one) => sameCell(one, at)) ?? null;
}

/** Have them checked. */
export async function checkEntries() {
  const of = trace.value;
  if (!of) return;
  const sent = fittingEntries(of, entries.value);
  if (!Object.keys(sent).length) return;
  grading.value = true;
  try {
    const answer = await askEngine("gradings", of, { answers: sentEntries(of, sent) });
    batch(() => {
      unreadable.value = null;
      answered.value = { of, sent, answer };
    });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const fault = error instanceof Problem ? error.errors[0] : undefined;
    unreadable.value = { of: entries.value, words, at: fault ? pointedAt(fault.pointer) : null };
    answered.value = null;
  } finally {
    grading.value = false;
  }
}
