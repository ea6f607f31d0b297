/** A table that fades: given, half given, blank. Each cell is answered at once. */
import { cellSymbol } from "../../core/explain/symbol.js";
import { html, signal, useState } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { lesson, marks, part } from "./course.js";
import { lock } from "./open.js";
import { keepMarks } from "./scenes.js";
import { Line, Text } from "./text.js";
import { lessonWords, hasWords } from "./words.js";

/** @import { Part, Task } from "./course.js" */

const LEVELS = ["given", "half", "blank"];
/** Which half is faded first. @type {import("../../vendor/preact.js").Signal<"last" | "first">} */
const fades = signal("last");

/** How far each table was faded when it was left. @type {WeakMap<Part, string>} */
const reachedLevels = new WeakMap();

export function FadedTable() {
  const known = (part.value && reachedLevels.get(part.value)) ?? LEVELS[0];
  const [level, setLevel] = useState(known);
  const [of, now, current] = [lesson.value, part.value, trace.value];
  if (!of || !now || !current) return null;
  const { tasks } = now;
  const asked = tasks.filter((_, k) => isAsked(level, k, tasks.length));
  const done = asked.every(({ id }) => marks.value[id]?.right);
  const next = LEVELS[LEVELS.indexOf(level) + 1];
  const go = () => {
    keepMarks({});
    reachedLevels.set(now, next);
    setLevel(next);
  };
  return html`<section class="task" data-kind="table" data-level=${level}>
    <p class="ask"><${Line} text=${lessonWords(`${of.id}.table.ask`, of.values)} /></p>
    <table class="faded">
      <tbody>
        ${tasks.map(
          (task, k) =>
            html`<${Row}
              key=${`${level}${task.id}`}
              task=${task}
              asked=${asked.includes(tasks[k])}
            />`,
        )}
      </tbody>
    </table>
    ${
      level !== "blank" &&
      html`<div class="lesson-row">
        <${Direction} />
        <button class=${done ? "button primary" : "button"} onClick=${go}>
          ${t(`lesson.fade.${next}`)}
        </button>
      </div>`
    }
    ${
      level === "blank" &&
      done &&
      html`<div class="reply" role="status" data-right="true">
        <${Text} text=${lessonWords(`${of.id}.table.reply.right`, of.values)} />
      </div>`
    }
  </section>`;
}

/** @param {string} level @param {number} k @param {number} count */
function isAsked(level, k, count) {
  if (level === "half") return fades.value === "last" ? k >= count / 2 : k < count / 2;
  return level === "blank";
}

function Direction() {
  return html`<span class="segmented" role="group" aria-label=${t("lesson.fade")}>
    ${
      /** @type {const} */ (["last", "first"]).map(
        (one) =>
          html`<button
            type="button"
            aria-pressed=${fades.value === one}
            onClick=${() => (fades.value = one)}
          >
            ${t(`lesson.fade.${one}`)}
          </button>`,
      )
    }
  </span>`;
}

/** @param {{task: Task, asked: boolean}} props */
function Row({ task, asked }) {
  const current = trace.value;
  const mark = asked ? marks.value[task.id] : undefined;
  const [answer, setAnswer] = useState(mark?.given ?? "");
  const name = task.asks &&
    current?.has(task.asks[0]) && { tensor: task.asks[0], cell: task.asks[1] };
  const check = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (answer.trim()) void lock(task, [answer.trim()], "");
  };
  return html`<tr data-task=${task.id} data-right=${mark && mark.right}>
    <th scope="row">
      ${name && current && html`<${Tex} flat tex=${cellSymbol(current, name)} />`}
    </th>
    <td>
      ${
        asked
          ? html`<form onSubmit=${check}>
              <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label=${t("lesson.number")}
                readonly=${mark?.right}
                value=${answer}
                onInput=${(/** @type {any} */ e) => setAnswer(e.currentTarget.value)}
                onChange=${check}
              />
            </form>`
          : task.text
      }
    </td>
    <td role="status">${mark && html`<${Word} task=${task} />`}</td>
  </tr>`;
}

/** @param {{task: Task}} props */
function Word({ task }) {
  const of = lesson.value;
  const mark = marks.value[task.id];
  if (!of || !mark) return null;
  if (mark.right) return t("lesson.right");
  if (mark.coarse) return t("lesson.coarse");
  const key = `${of.id}.${task.id}.reply.${mark.answers[0]}`;
  return html`<${Line}
    text=${lessonWords(hasWords(key) ? key : `${of.id}.table.reply.other`, of.values)}
  />`;
}
