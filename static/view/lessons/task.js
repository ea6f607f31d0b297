/** One thing that is asked, in the form that its kind has, and the reply that belongs to the answer. */
import { html, useId, useState } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { lesson, marks } from "./course.js";
import { lock } from "./open.js";
import { PlayedOn } from "./play.js";
import { Reach } from "./reach.js";
import { Rule } from "./rule.js";
import { Line, Text } from "./text.js";
import { lessonWords, hasWords } from "./words.js";

/** @import { Task } from "./course.js" */

const SURE = ["guess", "fairly", "certain"];

/** @param {{task: Task}} props */
export function TaskForm({ task }) {
  const of = lesson.value;
  if (!of) return null;
  const form = { reach: Reach, rule: Rule }[/** @type {string} */ (task.kind)] ?? Answer;
  return html`<section class="task" data-task=${task.id} data-kind=${task.kind}>
    <p class="ask"><${Line} text=${lessonWords(`${of.id}.${task.id}.ask`, of.values)} /></p>
    <${form} task=${task} />
    <${Reply} task=${task} />
  </section>`;
}

/** A number that is typed, or one thing among several; and how sure one is. @param {{task: Task}} props */
function Answer({ task }) {
  const mark = marks.value[task.id];
  const [answer, setAnswer] = useState(mark?.given ?? "");
  const [sure, setSure] = useState(mark?.sure ?? "");
  const id = useId();
  const locked = !!mark && !mark.coarse;
  const answers = answer.trim() !== "";
  const ready = answers && sure !== "";
  const lacks = answers ? "lesson.lock.sure" : "lesson.lock.answer";
  const begun = answers || sure !== "";
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (ready && !locked) void lock(task, [answer.trim()], sure);
  };
  return html`<form class="lesson-answer" onSubmit=${submit}>
    ${
      task.kind === "number"
        ? html`<input
            type="text"
            inputmode="decimal"
            autocomplete="off"
            aria-label=${t("lesson.number")}
            readonly=${locked}
            value=${answer}
            onInput=${(/** @type {any} */ e) => setAnswer(e.currentTarget.value)}
          />`
        : html`<${Radios}
            name=${`${id}-answer`}
            label=${t("lesson.answers")}
            all=${optionsOf(task)}
            value=${answer}
            set=${setAnswer}
            off=${locked}
          />`
    }
    <${Radios}
      name=${`${id}-sure`}
      label=${t("lesson.sure")}
      said
      look="sure"
      all=${SURE.map((name) => ({ name, text: t(`lesson.sure.${name}`) }))}
      value=${sure}
      set=${setSure}
      off=${locked}
    />
    ${
      !locked &&
      html`<button class="button primary" aria-disabled=${!ready} aria-describedby=${`${id}-lacks`}>
          ${t("lesson.lock")}
        </button>
        <p class="caption lacks" id=${`${id}-lacks`} role="status">
          ${begun && !ready && t(lacks)}
        </p>`
    }
  </form>`;
}

/** What can be picked: things by their words, numbers as they are. @param {Task} task
 * @returns {{name: string, text: string}[]} */
function optionsOf(task) {
  const of = lesson.value;
  const words = (/** @type {string} */ name, text = "") => {
    const key = `${of?.id}.${task.id}.option.${name}`;
    return { name, text: hasWords(key) ? lessonWords(key, { ...of?.values, text }) : text };
  };
  if (task.kind === "pick") return task.options.map((name) => words(name));
  return task.choices.map(({ name, text }) => words(name, text));
}

/** @param {{name: string, label: string, said?: boolean, look?: string, off: boolean, value: string,
 *   all: {name: string, text: string}[], set: (name: string) => void}} props */
function Radios({ name, label, said = false, look = "", off, value, all, set }) {
  return html`<fieldset class=${`radios ${look}`} disabled=${off}>
    <legend class=${said ? "caption" : "visually-hidden"}>${label}</legend>
    ${all.map(
      (one) =>
        html`<label
          key=${one.name}
          data-answer=${one.name}
          data-checked=${value === one.name || undefined}
        >
          <input
            type="radio"
            name=${name}
            value=${one.name}
            checked=${value === one.name}
            onChange=${() => set(one.name)}
          /><span><${Line} text=${one.text} /></span>
        </label>`,
    )}
  </fieldset>`;
}

/** The reply that belongs to the answer; where an answer fits several mistakes, each is named.
 * @param {{task: Task}} props */
function Reply({ task }) {
  const of = lesson.value;
  const mark = marks.value[task.id];
  return html`<div class="reply" role="status" data-right=${mark && mark.right}>
    ${mark && of && html`<${Said} task=${task} />`}
  </div>`;
}

/** Whose replies there are: of signs that are asked in a lesson of one's own, right and wrong alone.
 * @param {{answers: string[], right: boolean}} mark @param {boolean} sign */
function namesOf({ answers, right }, sign) {
  if (sign) return [right ? "right" : "other"];
  return answers.length ? answers : ["other"];
}

/** @param {{task: Task}} props */
function Said({ task }) {
  const of = lesson.value;
  const mark = marks.value[task.id];
  if (!of || !mark) return null;
  if (mark.coarse) return html`<p>${t("lesson.coarse")}</p>`;
  const names = namesOf(mark, !!of.own && task.kind === "pick");
  const keys = names.map((name) => `${of.id}.${task.id}.reply.${name}`).filter(hasWords);
  const verdict = mark.right
    ? "lesson.right"
    : names.length > 1
      ? "lesson.several"
      : "lesson.wrong";
  return html`<p class="verdict">${t(verdict)}</p>
    ${keys.map((key) => html`<${Text} key=${key} text=${lessonWords(key, of.values)} />`)}
    ${
      !mark.right &&
      task.kind === "number" &&
      html`<p>${t("lesson.truth", { truth: mark.truth })}</p>`
    }
    ${!mark.right && (mark.bug || task.asks) && html`<${PlayedOn} task=${task} />`}`;
}
