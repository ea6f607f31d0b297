/**
 * A lesson while it is written: what can be asked of a moment, and which mistakes go together.
 * @import { Cell, Trace } from "../data/trace.js"
 * @import { OwnLesson, OwnPart, Words } from "./own.js"
 * @typedef {{bug: string, rounded: number | null, lacks: string | null}} Possible
 */

/** @param {Cell} cell @returns {OwnPart} */
export const blankPart = ({ tensor, cell }) => ({
  kind: "number",
  tensor,
  cell,
  before: null,
  at_least: null,
  at_most: null,
  text: {},
  ask: {},
  right: {},
  other: {},
  mistakes: [],
});

/** @param {Pick<OwnLesson, "experiment" | "iteration" | "checkpoint">} moment @param {Cell} cell
 * @returns {OwnLesson} */
export const blankLesson = (moment, cell) => ({
  ...moment,
  title: {},
  minutes: 10,
  again: false,
  parts: [blankPart(cell)],
});

/** What can be asked for, by phase: each tensor that a step computes, in the order of the steps.
 * @param {Trace} trace @returns {[string, string[]][]} */
export function askable(trace) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const { phase, writes } of trace.steps)
    found.set(phase, [...(found.get(phase) ?? []), writes]);
  return [...found];
}

/** From where on things can be hidden before a number is asked for: its own step first, then those
 * before it. @param {Trace} trace @param {string} tensor @returns {string[]} */
export const hideable = (trace, tensor) =>
  trace.steps
    .slice(0, (trace.writer.get(tensor) ?? 0) + 1)
    .map(({ writes }) => writes)
    .reverse();

/** Why a mistake cannot be ticked beside those that are: what it lacks, or the one that it looks like;
 * empty where it can. @param {Possible} one @param {Possible[]} all @param {string[]} chosen */
export function clash(one, all, chosen) {
  if (one.lacks) return one.lacks;
  const other = all.find(
    ({ bug, rounded }) => bug !== one.bug && chosen.includes(bug) && rounded === one.rounded,
  );
  return other?.bug ?? "";
}

/** The first few that can be told from each other. @param {Possible[]} all @param {number} most */
export function apart(all, most) {
  /** @type {string[]} */
  const chosen = [];
  for (const one of all) if (chosen.length < most && !clash(one, all, chosen)) chosen.push(one.bug);
  return chosen;
}

/** A part about another number: what was said of the old one and its mistakes goes.
 * @param {OwnPart} part @param {Cell} cell @returns {OwnPart} */
export const about = (part, { tensor, cell }) => ({
  ...part,
  tensor,
  cell,
  before: null,
  at_least: null,
  at_most: null,
  mistakes: [],
});

/** Words with another text in one language; an empty one is left out. @param {Words} words
 * @param {string} language @param {string} text @returns {Words} */
export function saying(words, language, text) {
  const rest = Object.entries(words).filter(([code]) => code !== language);
  return Object.fromEntries(text ? [...rest, [language, text]] : rest);
}

/** The step of the form that a problem belongs to, and the question, counted from 0.
 * @param {string} pointer @returns {{step: number, part: number}} */
export function placeOfProblem(pointer) {
  const [, field, at, of, , inner] = pointer.split("/");
  const part = field === "parts" ? Number(at) || 0 : 0;
  if (field === "title" || (of === "mistakes" && inner === "reply")) return { step: 3, part };
  if (field !== "parts") return { step: 0, part };
  if (of === "mistakes") return { step: 2, part };
  return {
    step: ["tensor", "cell", "before", "kind", "at_least", "at_most"].includes(of) ? 1 : 3,
    part,
  };
}
