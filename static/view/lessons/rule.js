/** One rule for all cases, put together from chips. */
import { slots } from "../../core/lessons/words.js";
import { html, useState } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { lesson, marks } from "./course.js";
import { lock } from "./open.js";
import { raw, lessonWords } from "./words.js";

/** @import { Task } from "./course.js" */

/** @param {{task: Task}} props */
export function Rule({ task }) {
  const given = marks.value[task.id]?.given.split(" ") ?? [];
  const [chosen, choose] = useState(task.slots.map((_, k) => given[k] ?? ""));
  const of = lesson.value;
  if (!of) return null;
  const solved = !!marks.value[task.id]?.right;
  const full = chosen.every(Boolean);
  const words = (/** @type {string} */ name) => lessonWords(`${of.id}.${task.id}.option.${name}`);
  const order = slots(raw(`${of.id}.${task.id}.frame`));
  const put = (/** @type {number} */ k, /** @type {string} */ name) =>
    choose(chosen.map((now, at) => (at === k ? name : now)));
  return html`<p class="sentence">
      ${order.map((piece) =>
        typeof piece === "string"
          ? piece
          : html`<span class="blank" data-full=${!!chosen[piece]}
              >${chosen[piece] ? words(chosen[piece]) : "…"}</span
            >`,
      )}
    </p>
    ${order
      .filter((piece) => typeof piece === "number")
      .map(
        (k) =>
          html`<div class="chips" role="group" aria-label=${t("lesson.chips")} key=${k}>
            ${task.slots[k].map(
              (name) =>
                html`<button
                  type="button"
                  class="chip"
                  data-answer=${name}
                  aria-pressed=${chosen[k] === name}
                  disabled=${solved}
                  onClick=${() => put(k, name)}
                >
                  ${words(name)}
                </button>`,
            )}
          </div>`,
      )}
    ${
      !solved &&
      html`<button
        class="button primary"
        aria-disabled=${!full}
        onClick=${() => full && lock(task, chosen, "")}
      >
        ${t("lesson.check")}
      </button>`
    }`;
}
