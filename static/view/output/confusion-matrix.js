/** The confusion matrix: rows are true classes, columns are answers; a cell leads through its examples. */
import { short } from "../../core/data/number.js";
import { classIn } from "../../core/data/target-type.js";
import { html } from "../../vendor/preact.js";
import { picked, pickNext } from "../control/pick-example.js";
import { meaning } from "../control/network-state.js";
import { test } from "../control/state.js";
import { t } from "../ui/words.js";
import { shortName } from "./class-names.js";
import { testAsked, showsHeldOut, taken } from "./misclassified.js";

export function Confusion() {
  const said = meaning.value;
  if (said?.kind !== "classes") return null;
  const { answer, problem = "" } = taken.value ?? {};
  return html`<section class="section">
    <div class="row">
      <h2 class="eyebrow">${t("confusion.title")}</h2>
      ${test.value && html`<${Which} />`}
    </div>
    ${answer && html`<p class="readout">${score(answer.accuracy, answer.loss)}</p>`}
    ${answer ? html`<${Table} counts=${answer.counts} said=${answer.said} />` : html`<p class="caption">${problem || t("confusion.later")}</p>`}
  </section>`;
}

/** @param {number | null} accuracy @param {number | null} loss */
function score(accuracy, loss) {
  const count = testAsked.value?.targets.length ?? 0;
  if (accuracy === null || loss === null) return null;
  return t("confusion.score", { right: Math.round(accuracy * count), count, loss: short(loss) });
}

function Which() {
  const one = (/** @type {boolean} */ held, /** @type {string} */ words) =>
    html`<button
      aria-pressed=${String(showsHeldOut.value === held)}
      onClick=${() => (showsHeldOut.value = held)}
    >
      ${words}
    </button>`;
  return html`<div class="segmented" role="group" aria-label=${t("confusion.which")}>
    ${one(false, t("confusion.learned"))} ${one(true, t("confusion.held"))}
  </div>`;
}

/** @param {{counts: number[][], said: Uint8Array}} props */
function Table({ counts, said }) {
  const sums = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const names = counts.map((_, k) => shortName(k));
  return html`<table class="confusion">
      <caption class="visually-hidden">
        ${t("confusion.how")}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${names.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${counts.map(
          (row, i) =>
            html`<tr>
              <th scope="row">${names[i]}</th>
              ${row.map((n, j) => html`<${Cell} n=${n} share=${n / (sums[i] || 1)} at=${[i, j]} said=${said} />`)}
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="caption" aria-hidden="true">${t("confusion.how")}</p>`;
}

/** @param {{n: number, share: number, at: [number, number], said: Uint8Array}} props */
function Cell({ n, share, at: [i, j], said }) {
  const style = { "--share": `${Math.round(100 * Math.sqrt(share))}%` };
  const look = i === j ? "right" : "wrong";
  if (!n) return html`<td class="none">0</td>`;
  if (showsHeldOut.value && test.value) return html`<td class=${look} style=${style}>${n}</td>`;
  const words = t("confusion.cell", { count: n, wanted: shortName(i), said: shortName(j) });
  return html`<td class=${look} style=${style}>
    <button title=${words} aria-label=${words} onClick=${() => next(i, j, said)}>${n}</button>
  </td>`;
}

/** The next example of a cell after the one on show, round and round. @param {number} i
 * @param {number} j @param {Uint8Array} said */
function next(i, j, said) {
  const own = meaning.value;
  const targets = testAsked.value?.targets ?? [];
  if (!own) return;
  const found = [...said.keys()].filter((k) => said[k] === j && classIn(own, targets[k]) === i);
  pickNext(() => found.find((k) => k > picked()) ?? found[0]);
}
