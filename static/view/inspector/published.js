/** What the source printed against what float64 gives; where they part, which is right and why. */
import { besidePrinted, comparison } from "../../core/data/published.js";
import { exact } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { bugsOn } from "../bugs/right-run.js";
import { showBugs } from "../bugs/switch-bugs.js";
import { choose } from "../control/actions.js";
import { Icon } from "../ui/icon.js";
import { authorOf, origin, titleOf } from "../control/source-example.js";
import { gate, trace } from "../control/state.js";
import { has, t } from "../ui/words.js";

/** @import { Example } from "../server/api.js"
 * @import { Printed } from "../../core/data/published.js" */

export function Published() {
  const from = origin.value;
  if (!from) return html`<p class="caption">${t("published.own")}</p>`;
  const rows = comparison(from);
  const wrong = rows.filter((row) => row.wrong);
  return html`<div class="published">
    <h2>${titleOf(from)}</h2>
    <${Source} example=${from} />
    ${rows.length === 0 && html`<p class="caption">${t("published.nothing")}</p>`}
    ${wrong.length > 0 && html`<${Numbers} title=${t("published.wrong")} rows=${wrong} />`}
    ${has(`errata.${from.id}`) && html`<p class="note">${t(`errata.${from.id}`)}</p>`}
    <${WithMistake} id=${from.id} />
    ${rows.length > wrong.length && html`<${Numbers} title=${t("published.right")} rows=${rows.filter((row) => !row.wrong)} />`}
  </div>`;
}

/** Examples whose wrong numbers one known mistake gives. */
const MISTAKES = new Map([["mazur-2-2-2", "hidden_delta_from_updated_weights"]]);

/** @param {{id: string}} props */
function WithMistake({ id }) {
  const bug = MISTAKES.get(id);
  if (!bug || bugsOn.value.length || gate.value) return null;
  return html`<button class="button" onClick=${() => showBugs([bug])}>
    ${t("published.mistake")}
  </button>`;
}

/** @param {{example: Example}} props */
function Source({ example }) {
  const { source } = example;
  const isLink = source && /^https?:/.test(source);
  return html`<p class="caption">
    ${authorOf(example)}${source && html`<br />${isLink ? html`<a rel="noreferrer" href=${source}>${source}</a>` : source}`}
  </p>`;
}

/** @param {{title: string, rows: Printed[]}} props */
function Numbers({ title, rows }) {
  return html`<table class="printed">
    <caption>
      ${title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t("published.number")}</th>
        <th scope="col">${t("published.printed")}</th>
        <th scope="col">${t("published.computed")}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => html`<${Row} key=${`${row.name}${row.cell}`} ...${row} />`)}
    </tbody>
  </table>`;
}

/** @param {Printed} row */
function Row({ name, cell, printed, computed, wrong }) {
  return html`<tr data-wrong=${wrong || undefined}>
    <th scope="row"><${Name} name=${name} cell=${cell} /></th>
    <td>
      <data value=${printed}>${exact(printed)}</data>
      ${wrong && html`<span class="verdict"><${Icon} name="close" />${t("published.is-wrong")}</span>`}
    </td>
    <td>
      <data value=${computed} title=${exact(computed)}>${besidePrinted(computed, printed)}</data>
      <span class="verdict"
        ><${Icon}
          name="check"
        />${wrong ? t("published.is-right") : html`<span class="visually-hidden">${t("published.agree")}</span>`}</span
      >
    </td>
  </tr>`;
}

/** The symbol, which can be pressed to see the cell; or words for what lies beyond this iteration.
 * @param {{name: string, cell: number[]}} props */
function Name({ name, cell }) {
  const current = trace.value;
  if (!current?.has(name)) return laterName(name, cell);
  const full = { tensor: name, cell };
  return html`<button class="link" onClick=${() => choose(full)}>
    ${cellText(current, full)}
  </button>`;
}

/** @param {string} name @param {number[]} cell @returns {string} */
export function laterName(name, cell) {
  const [, what, number] = /^(\w+)_after_(\d+)$/.exec(name) ?? [];
  if (what === "E") return t("published.loss-after", { number });
  if (what === "outputs")
    return t("published.output-after", { number, output: (cell.at(-1) ?? 0) + 1 });
  return name;
}
