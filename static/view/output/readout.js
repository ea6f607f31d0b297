/** What the chart says where the pointer is; else the example on show, from the network itself. */
import { short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { picked } from "../control/pick-example.js";
import { answers } from "../control/network-state.js";
import { known, shown, trace, training } from "../control/state.js";
import { t } from "../ui/words.js";
import { pointed } from "./chart-actions.js";
import { className } from "./class-names.js";
import { saidAt, wins } from "./ground.js";

export function Readout() {
  return html`<p class="readout">${pointed.value ? atPointer(pointed.value) : ofExample()}</p>`;
}

/** @param {[number, number]} place */
function atPointer([across, up]) {
  const found = saidAt(across, up);
  if (!found) return null;
  const value = wins.value
    ? `${className(best(found.values))} (${short(Math.max(...found.values))})`
    : short(found.values[0]);
  return [html`<b>${value}</b>`, ` ${t("output.at", { place: places(found.input) })}`];
}

function ofExample() {
  if (training.value) return t("output.training");
  const current = trace.value;
  if (!current) return null;
  const of = current.document.experiment;
  const row = picked();
  const output = answers.value[answers.value.length - 1];
  const values = of.targets[row].map((/** @type {number} */ _, /** @type {number} */ k) =>
    current.value(output, [shown.value, k]),
  );
  const words = { number: row + 1, place: places(of.inputs[row]) };
  const given = `${t("output.example", words)} ${t("output.wanted", { target: list(of.targets[row]) })}`;
  if (!known(output)) return given;
  return [`${given} `, html`<b>${t("output.answer", { answer: list(values) })}</b>`];
}
/** @param {number[]} input */
const places = (input) => input.map((v, k) => `x${"₁₂"[k]} = ${short(v)}`).join(", ");

/** @param {number[]} values */
const list = (values) => values.map(short).join(", ");

/** @param {number[]} values */
const best = (values) => values.indexOf(Math.max(...values));
