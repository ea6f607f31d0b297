/**
 * The words of a lesson of a teacher's own, by the keys that those of the course have. What is not said
 * in the language of the page is taken from another; what is said in none, the page says itself.
 * @import { Lesson } from "./course.js"
 * @import { OwnPart } from "../../core/lessons/own.js"
 */
import { cellText } from "../../core/explain/symbol.js";
import { askingKey } from "../../core/lessons/own.js";
import { computed, effect } from "../../vendor/preact.js";
import { whole } from "../control/state.js";
import { language, languages, t } from "../ui/words.js";
import { lesson } from "./course.js";
import { ownWords } from "./words.js";

/** Signs that can be picked, with the words that there are for them. */
const SIGNS = { positive: "predict.is.+", negative: "predict.is.-", zero: "predict.is.0" };

effect(() => void (ownWords.value = lesson.value?.own ? wordsOf(lesson.value) : {}));

/** The language that a lesson speaks instead of the one of the page; empty: it speaks that. */
export const otherLanguage = computed(() => {
  const said = lesson.value?.words;
  if (!said || said[language.value]?.title) return "";
  return languages.find(({ code }) => said[code]?.title)?.name ?? "";
});

/** @param {Lesson} of @returns {Record<string, string>} */
function wordsOf({ id, own, words = {} }) {
  const order = [...languages.map(({ code }) => code), language.value]; // the last one wins
  const said = Object.assign({}, ...order.map((code) => words[code] ?? {}));
  const asked = own?.parts.map((part, k) => unsaid(part, `q${k + 1}`)) ?? [];
  const all = Object.assign({}, ...asked, said);
  return Object.fromEntries(Object.entries(all).map(([key, text]) => [`${id}.${key}`, text]));
}

/** What the page says of a question where its author says nothing. @param {OwnPart} part
 * @param {string} task */
function unsaid({ kind, tensor, cell, mistakes }, task) {
  const trace = whole.value;
  const symbol = trace && isIn(trace, tensor, cell) ? cellText(trace, { tensor, cell }) : tensor;
  const signs = kind === "sign" ? Object.entries(SIGNS) : [];
  return {
    [`${task}.ask`]: t(askingKey(kind), { symbol }),
    ...Object.fromEntries(signs.map(([name, key]) => [`${task}.option.${name}`, t(key)])),
    ...Object.fromEntries(
      mistakes.map(({ bug }) => [`${task}.reply.${bug}`, t(`bug.${bug}.text`)]),
    ),
  };
}

/** @param {import("../../core/data/trace.js").Trace} trace @param {string} tensor
 * @param {number[]} cell */
const isIn = (trace, tensor, cell) =>
  trace.has(tensor) && trace.tensor(tensor).shape.length === cell.length;
