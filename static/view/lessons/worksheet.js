/** A lesson on paper: all that it tells and asks, with room to write. Seen in print alone. */
import { slots } from "../../core/lessons/words.js";
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { lesson, part as partOnShow } from "./course.js";
import { PrintedPictures } from "./pictures.js";
import { Line, Text } from "./text.js";
import { lessonTitle, raw, lessonWords, hasWords } from "./words.js";

/** @import { Part, Task } from "./course.js" */

export function Worksheet() {
  const of = lesson.value;
  if (!of) return null;
  return html`<article class="worksheet" aria-hidden="true">
    <header><span>${t("lesson.sheet.name")}</span><span>${t("lesson.sheet.date")}</span></header>
    <h1>${lessonTitle(of)}</h1>
    ${
      partOnShow.value?.shows === "pictures"
        ? html`<${PrintedPictures} />`
        : of.parts.filter(isAsked).map((part) => html`<${Sheet} key=${part.id} part=${part} />`)
    }
  </article>`;
}

/** What comes between questions tells their answers. @param {Part} part @param {number} place */
const isAsked = (part, place) => place === 0 || part.tasks.length > 0;

/** @param {{part: Part}} props */
function Sheet({ part }) {
  const of = lesson.value;
  if (!of) return null;
  const text = `${of.id}.${part.id}.text`;
  return html`<section>
    ${hasWords(text) && html`<${Text} text=${lessonWords(text, of.values)} />`}
    ${part.tasks.map((task) => html`<${Ask} key=${task.id} task=${task} />`)}
  </section>`;
}

/** @param {{task: Task}} props */
function Ask({ task }) {
  const of = lesson.value;
  if (!of) return null;
  const ask = `${of.id}.${task.id}.ask`;
  const words = (/** @type {string} */ name, text = "") => {
    const key = `${of.id}.${task.id}.option.${name}`;
    return hasWords(key) ? lessonWords(key, { ...of.values, text }) : text;
  };
  const options = [
    ...task.choices.map(({ name, text }) => words(name, text)),
    ...task.options.map((name) => words(name)),
  ];
  return html`<div class="sheet-task">
    <p>
      <strong
        >${hasWords(ask) ? html`<${Line} text=${lessonWords(ask, of.values)} />` : task.asks?.[0]}</strong
      >
    </p>
    ${options.map((text) => html`<p>○ <${Line} text=${text} /></p>`)}
    ${task.slots.map((all) => html`<p>[ ${all.map((name) => words(name)).join(" / ")} ]</p>`)}
    ${task.slots.length > 0 && html`<p>${blank(raw(`${of.id}.${task.id}.frame`))}</p>`}
    ${!options.length && !task.slots.length && html`<p class="write"></p>`}
  </div>`;
}

/** @param {string} frame */
const blank = (frame) =>
  slots(frame)
    .map((piece) => (typeof piece === "string" ? piece : "__________"))
    .join("");
