/** My answers: kept in this browser, taken away as a table or on paper. */
import { csv } from "../../core/data/csv.js";
import { answerRows } from "../../core/lessons/progress.js";
import { html } from "../../vendor/preact.js";
import { download } from "../ui/download.js";
import { t } from "../ui/words.js";
import { forgetAnswers, progress, lessonTitles } from "./course.js";
import { lessonWords, hasWords } from "./words.js";

const COLUMNS = ["task", "answer", "truth", "right", "sure", "when"];

export function MyAnswers() {
  const count = Object.values(progress.value).flat().length;
  if (!count) return html`<p class="note">${t("lesson.answers.none")}</p>`;
  return html`<section class="my-answers">
    <h3>${t("lesson.mine")}</h3>
    <p class="note">${t("lesson.answers.kept", { count })}</p>
    <div class="lesson-row">
      <button class="button" onClick=${save}>${t("lesson.answers.csv")}</button>
      <button class="button" onClick=${() => print()}>${t("lesson.answers.print")}</button>
      <button class="button quiet" onClick=${forgetAnswers}>${t("lesson.answers.forget")}</button>
    </div>
    <table class="only-print">
      <thead>
        <tr>
          ${COLUMNS.map((name) => html`<th key=${name}>${t(`lesson.answers.${name}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${all().map(
          (row) =>
            html`<tr>
              ${row.map((text) => html`<td>${text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

const header = () => COLUMNS.map((name) => t(`lesson.answers.${name}`));
const all = () => answerRows(progress.value, header(), titleOf).slice(1);

/** The lesson and the question in words. @param {string} key */
function titleOf(key) {
  const [id, task] = key.split(".");
  if (id === "predict") return `${t("predict.what")} ${task}`;
  const own = progress.value[key]?.findLast(({ of }) => of)?.of;
  if (own) return own;
  const number = lessonTitles.value.find((one) => one.id === id)?.number ?? "";
  const ask = `${key}.ask`;
  return `${number} · ${lessonWords(`${id}.title`)} · ${hasWords(ask) ? lessonWords(ask) : task}`;
}

function save() {
  const table = [header(), ...all()];
  download(new Blob([csv(table)], { type: "text/csv" }), `${t("lesson.answers.file")}.csv`);
}
