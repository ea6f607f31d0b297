/** Run my answer: the learner's rule, or number, plays on beside the right one. */
import { cellSymbol } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { astray, ownNumber } from "../bugs/right-run.js";
import * as api from "../server/api.js";
import { postPlay } from "../server/own-lessons.js";
import { attempt } from "../control/queue.js";
import { trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { showTab } from "../ui/tabs.js";
import { lesson, marks, part, playsAnswer } from "./course.js";
import { showState } from "./open.js";
import { keepMarks } from "./scenes.js";
import { playMistake, playNumber } from "./play-answer.js";

/** @import { PlayedRow } from "../server/api.js"
 * @import { Lesson, Task } from "./course.js" */

/** @param {{task: Task}} props */
export function PlayedOn({ task }) {
  const mark = marks.value[task.id];
  const rows = mark?.played;
  const run = () =>
    attempt(async () => {
      const of = lesson.value;
      if (!of || !mark) return;
      const { bug, answers, given } = mark;
      const found = (await playAnswer(of, task.id, [bug ? answers[0] : given])).rows;
      if (marks.value[task.id] !== mark) return;
      keepMarks({ ...marks.value, [task.id]: { ...mark, played: found } });
      if (bug) return void playMistake(bug);
      const [tensor, cell] = task.asks ?? ["", []];
      const own = found.find((row) => sameCell(row, { tensor, cell }));
      if (own) void playNumber({ tensor, cell }, own.mine);
    });
  if (!rows) return html`<button class="button" onClick=${run}>${t("lesson.play")}</button>`;
  return html`<${OnStage} />
    <table class="played">
      <caption>
        ${t("lesson.play.what")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("lesson.play.number")}</th>
          <th scope="col">${t("lesson.play.right")}</th>
          <th scope="col">${t("lesson.play.mine")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<${Row} key=${row.tensor + row.cell} ...${row} />`)}
      </tbody>
    </table>`;
}

/** What the stage plays now, and the way back; nothing where the answer was undone. */
function OnStage() {
  const begun = part.value;
  if (!playsAnswer.value || !astray.value || !begun) return null;
  return html`<p>${t(ownNumber.value ? "replaced.stage" : "lesson.play.stage")}</p>
    <p>
      <button class="button" onClick=${() => showTab("bug")}>${t("break.beside")}</button>${" "}
      <button class="button" onClick=${() => showState(begun.state)}>
        ${t("lesson.play.back")}
      </button>
    </p>`;
}

/** @param {Lesson} of @param {string} task @param {string[]} given */
const playAnswer = ({ id, own, seed }, task, given) =>
  own ? postPlay(own, task, given, seed) : api.getPlay(id, task, given, seed);

/** @param {PlayedRow} row */
function Row({ tensor, cell, right, mine }) {
  const now = trace.value;
  const after = tensor === "E+";
  return html`<tr>
    <th scope="row">
      ${
        after || !now?.has(tensor)
          ? t("lesson.play.after")
          : html`<${Tex} flat tex=${cellSymbol(now, { tensor, cell })} />`
      }
    </th>
    <td>${short(right)}</td>
    <td class="mine">${short(mine)}</td>
  </tr>`;
}
