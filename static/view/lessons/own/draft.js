/**
 * The lesson that is being written, and those begun before: kept in this browser, and nowhere else.
 * @import { Cell } from "../../../core/data/trace.js"
 * @import { OwnLesson, OwnPart } from "../../../core/lessons/own.js"
 * @import { Signal } from "../../../vendor/preact.js"
 * @typedef {{id: string, lesson: OwnLesson}} Draft
 */
import { withBugs } from "../../../core/data/bugs.js";
import { posted } from "../../../core/data/bytes.js";
import { sent } from "../../../core/data/experiment.js";
import { equal } from "../../../core/data/form.js";
import { focusOf } from "../../../core/explain/focus.js";
import { blankLesson } from "../../../core/lessons/draft.js";
import { validOwn } from "../../../core/lessons/own.js";
import { batch, computed, effect, signal } from "../../../vendor/preact.js";
import { making } from "../course.js";
import { index, line, selected, shown, whole } from "../../control/state.js";

/** Where drafts are kept, and how many. */
const STORE = "own-lessons";
const MOST = 12;
/** Rest this long before they are written. */
const PAUSE = 300;

/** Newest first. @type {Signal<Draft[]>} */
export const drafts = signal(stored());
/** Which of them is open in the form; null: the form is not. @type {Signal<string | null>} */
export const draftId = signal(null);
/** Which step of the form is on show, and which question it is about. */
export const formStep = signal(0);
export const partOfForm = signal(0);

/** The lesson in the form. */
export const draft = computed(
  () => drafts.value.find(({ id }) => id === draftId.value)?.lesson ?? null,
);
/** The question in the form. */
export const draftPart = computed(() => draft.value?.parts[partOfForm.value] ?? null);

/** The moment on the stage as a lesson has it; null: none is there. */
export const momentOnStage = computed(() => {
  const trace = whole.value;
  if (!trace) return null;
  const { experiment, iteration } = trace.document;
  const start = iteration > 0 || line.value?.start ? posted(trace.checkpoint) : null;
  return /** @type {Pick<OwnLesson, "experiment" | "iteration" | "checkpoint">} */ ({
    experiment: sent(withBugs(experiment, [])),
    iteration,
    checkpoint: start,
  });
});

/** Whether the stage shows the moment of the draft. */
export const isOnStage = computed(() => {
  const [of, now] = [draft.value, momentOnStage.value];
  if (!of || !now) return false;
  const moment = { experiment: of.experiment, iteration: of.iteration, checkpoint: of.checkpoint };
  return equal(moment, now);
});

/** Begin a lesson about the moment on the stage. */
export function beginDraft() {
  const [moment, cell] = [momentOnStage.value, cellToAsk()];
  if (moment && cell) addDraft(blankLesson(moment, cell));
}

/** Write on at a lesson that came from somewhere. @param {OwnLesson} lesson */
export function addDraft(lesson) {
  const id = `${Date.now()}`;
  batch(() => {
    drafts.value = [{ id, lesson }, ...drafts.value].slice(0, MOST);
    editDraft(id);
  });
}

/** @param {string} id */
export function editDraft(id) {
  batch(() => {
    draftId.value = id;
    formStep.value = 0;
    partOfForm.value = 0;
  });
}

/** Leave the form; what was written stays. */
export const closeDraft = () => void (draftId.value = null);

/** @param {string} id */
export const dropDraft = (id) => void (drafts.value = drafts.value.filter((one) => one.id !== id));

/** Change the lesson in the form. @param {Partial<OwnLesson>} change */
export function changeDraft(change) {
  drafts.value = drafts.value.map((one) =>
    one.id === draftId.value ? { ...one, lesson: { ...one.lesson, ...change } } : one,
  );
}

/** Change the question in the form. @param {Partial<OwnPart>} change */
export function changePart(change) {
  const parts = draft.value?.parts ?? [];
  changeDraft({
    parts: parts.map((one, k) => (k === partOfForm.value ? { ...one, ...change } : one)),
  });
}

/** What is asked about to begin with: what is chosen, or what the step on the stage computes.
 * @returns {Cell | null} */
export function cellToAsk() {
  const trace = whole.value;
  if (!trace) return null;
  const chosen = selected.value;
  if (chosen && trace.writer.has(chosen.tensor)) return chosen;
  const at = Math.min(Math.max(index.value, 0), trace.steps.length - 1);
  return focusOf(trace, at, null, shown.value)?.cell ?? null;
}

/** @returns {Draft[]} */
function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return found.flatMap(alive);
  } catch {
    return []; // storage is shut, or holds something else
  }
}

/** @param {any} kept @returns {Draft[]} */
function alive(kept) {
  try {
    return [{ id: String(kept.id), lesson: validOwn(kept.lesson) }];
  } catch {
    return [];
  }
}

function save() {
  try {
    localStorage.setItem(STORE, JSON.stringify(drafts.peek()));
  } catch {
    // there is no room, or no storage: they last as long as the page
  }
}

effect(() => void (making.value = draft.value !== null));

const begun = drafts.peek();
let timer = 0;
effect(() => {
  if (drafts.value === begun) return;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
addEventListener("pagehide", () => drafts.peek() !== begun && save());
