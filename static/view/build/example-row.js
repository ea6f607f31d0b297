/** One example in the table of all: its place, its inputs or its image, its class or its targets. */
import { classOf } from "../../core/data/test-split.js";
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { domain } from "../control/network-state.js";
import { dataNames, shown, test } from "../control/state.js";
import { t } from "../ui/words.js";
import { Ink } from "./ink-image.js";

/** @import { Trace } from "../../core/data/trace.js" */

/** What stands over the columns. @param {Trace} trace @returns {string[]} */
export function titles(trace) {
  const { inputs, targets } = trace.document.experiment;
  const names = dataNames.value;
  const image = domain.value?.kind === "image";
  const places = (/** @type {any[]} */ list, /** @type {string} */ letter) =>
    list.flat(Infinity).map((_, k) => `${letter}${list.length > 1 ? k + 1 : ""}`);
  return [
    t("examples.number"),
    ...(image ? [t("examples.image")] : (names?.inputs ?? places(inputs[0], "x"))),
    ...(names?.classes.length
      ? [t("examples.class")]
      : (names?.targets ?? places(targets[0], "y"))),
  ];
}

/** @param {{row: number, trace: Trace, top: number, active: boolean, onPick: () => void}} props */
export function ExampleRow({ row, trace, top, active, onPick }) {
  const { rows, experiment } = trace.document;
  const learned = experiment.inputs.length;
  const held = row >= learned;
  const from = held && test.value ? test.value : experiment;
  const place = held ? row - learned : row;
  const [input, target] = [from.inputs[place], from.targets[place]];
  if (!input) return null;
  const batch = !held && rows.length < learned && rows.includes(row);
  const mark = batch ? "dot" : held ? "ring" : "";
  const image = domain.value?.kind === "image" ? domain.value.shape : null;
  return html`<div
    role="row"
    id=${`example-${row}`}
    aria-rowindex=${row + 2}
    aria-selected=${rows[shown.value] === row}
    aria-disabled=${held || undefined}
    data-active=${active || undefined}
    style=${{ top: `${top}px` }}
    onClick=${onPick}
  >
    <span role="gridcell">
      ${row + 1}${mark && html`<i class=${mark} aria-hidden="true"></i>`}
      <span class="visually-hidden">
        ${batch && t("examples.batch")}${held && t("examples.test")}
      </span>
    </span>
    ${
      image
        ? html`<span role="gridcell"><${Ink} values=${input} shape=${image} side=${32} /></span>`
        : numbers(input)
    }
    ${target && answers(target)}
  </div>`;
}

/** @param {any} values */
const numbers = (values) =>
  values
    .flat(Infinity)
    .map(
      (/** @type {number} */ v, /** @type {number} */ k) =>
        html`<span role="gridcell" key=${k}>${short(v)}</span>`,
    );

/** The class in one cell, where the data have classes. @param {number[]} target */
function answers(target) {
  const classes = dataNames.value?.classes ?? [];
  if (!classes.length) return numbers(target);
  const name = classOf(target, classes) ?? target.map(short).join(", ");
  return html`<span role="gridcell" title=${name}>${name}</span>`;
}
