/** A goal on the network itself: a meter for each condition, and the reply as soon as all are met. */
import { measured, meets, strayed } from "../../core/lessons/reach.js";
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { html, useEffect } from "../../vendor/preact.js";
import { openBuild } from "../build/fold.js";
import { visitIteration } from "../control/actions.js";
import { experiment, line, trace, training } from "../control/state.js";
import { shows } from "../ui/hidden-parts.js";
import { t } from "../ui/words.js";
import { answerElsewhere } from "./asked-elsewhere.js";
import { lesson, marks, part } from "./course.js";
import { reached, showState } from "./open.js";

/** @import { Condition } from "../../core/lessons/reach.js"
 * @import { Trace } from "../../core/data/trace.js"
 * @import { Task } from "./course.js" */

/** What is no tensor. */
const NAMES = new Map([
  ["E+", "lesson.after"],
  ["E_test", "lesson.unseen"],
  ["iteration", "lesson.iteration"],
]);

/** @param {{task: Task}} props */
export function Reach({ task }) {
  const [of, now, begun] = [lesson.value, trace.value, part.value];
  const other = stray(task);
  const values = now
    ? task.conditions.map((one) => measured(one, now, unseen(now), elsewhere(now)))
    : [];
  const there = !other.length && values.every((v, k) => meets(task.conditions[k], v));
  const met = there && !training.value;
  const done = !!marks.value[task.id];
  useEffect(() => {
    if (there && training.value && !done && now) visitIteration(now.document.iteration); // not beyond it
    if (met && !done) reached(task, values.map((v) => short(v ?? NaN)).join(" "));
  }, [there, met, done]);
  if (!of || !now || !begun) return null;
  const field = builtField(task);
  return html`<ul class="goals">
      ${task.conditions.map(
        (one, k) => html`<${Goal} key=${k} condition=${one} value=${values[k]} trace=${now} />`,
      )}
    </ul>
    ${other.length > 0 && html`<p class="note">${t("lesson.strayed", { names: other.join(", ") })}</p>`}
    <div class="lesson-row">
      ${
        field &&
        shows("build") &&
        html`<button class="button" onClick=${() => openBuild(field)}>${t("lesson.build")}</button>`
      }
      <button class="button" onClick=${() => showState(begun.state)}>${t("lesson.afresh")}</button>
    </div>`;
}

/** The field of the build panel that a goal needs: weights are changed on the stage.
 * @param {Task} task */
const builtField = ({ only }) =>
  only.find((name) => name !== "seed" && !name.startsWith("parameters"));

/** The loss of an iteration on what was kept back, where it was looked at. @param {Trace} now */
function unseen({ document: { iteration } }) {
  const point = line.value?.record.points.findLast((one) => one.iteration === iteration);
  return point?.test?.loss ?? null;
}

/** The answer of the moment on show to the input that is asked. @param {Trace} now */
function elsewhere(now) {
  const found = answerElsewhere.value;
  return found?.order.start.iteration === now.document.iteration ? found.answer : null;
}

/** What was changed and was not to be. @param {Task} task */
function stray(task) {
  const [of, now, begun] = [lesson.value, experiment.value, part.value];
  return of && now && begun ? strayed(now, of.states[begun.state], task.only) : [];
}

/** @param {{condition: Condition, value: number | null, trace: Trace}} props */
function Goal({ condition, value, trace: now }) {
  const met = meets(condition, value);
  return html`<li data-met=${met}>
    <span class="mark" aria-hidden="true">${met ? "✓" : "○"}</span>
    <span>${nameOf(condition, now)} = ${value === null ? "?" : short(value)}</span>
    <span class="bound">${boundOf(condition)}</span>
    <span class="visually-hidden">${t(met ? "lesson.met" : "lesson.unmet")}</span>
  </li>`;
}

/** @param {Condition} condition */
function boundOf({ at_least, at_most }) {
  if (at_least === null) return `≤ ${short(at_most ?? 0)}`;
  if (at_most === null) return `≥ ${short(at_least)}`;
  return at_least === at_most ? `→ ${short(at_least)}` : `${short(at_least)} … ${short(at_most)}`;
}

/** @param {Condition} condition @param {Trace} now */
function nameOf({ tensor, cell, over, magnitude, asked }, now) {
  if (asked) return t("lesson.answer.to", { input: asked.map(short).join(", ") });
  const words = NAMES.get(tensor);
  if (words) return t(words);
  const symbol = (/** @type {string} */ name) =>
    now.has(name) ? cellText(now, { tensor: name, cell }) : name;
  const text = over ? `${symbol(tensor)} / ${symbol(over)}` : symbol(tensor);
  return magnitude ? `|${text}|` : text;
}
