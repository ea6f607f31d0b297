/** How the table is read: each choice that the server has, where it makes a difference. */
import { html } from "../../../vendor/preact.js";
import { t } from "../../words.js";
import { Choice } from "../fields.js";
import { optionName, settingName } from "../names.js";
import { NumberField } from "../number.js";
import { SeedField } from "../seed.js";
import { Switch } from "../switch.js";
import { answer, read, reading } from "./draft.js";

/** @import { Path } from "../change.js" */

/** @typedef {"delimiter" | "decimal" | "header"} Name */

/** @type {Record<Name, string[]>} */
const WAYS = {
  delimiter: ["auto", "comma", "semicolon", "tab"],
  decimal: ["auto", "point", "comma"],
  header: ["auto", "yes", "no"],
};
const CODES = ["one_hot", "zero_one", "plus_minus"];

export function ReadingFields() {
  const { test, standardise, targets, seed } = reading.value;
  const put = (/** @type {Path} */ [, name], /** @type {any} */ value) => read({ [name]: value });
  return html`<div class="chosen">
    <${Way} name="delimiter" />
    <${Way} name="decimal" />
    <${Way} name="header" />
    ${
      codes(targets).length > 1 &&
      html`<${Choice}
        label=${settingName("csv", "targets")}
        path=${["table", "targets"]}
        value=${targets}
        choices=${codes(targets).map((value) => ({ value, text: optionName(value) }))}
        onChoose=${(/** @type {string} */ value) => read({ targets: value })}
      />`
    }
    <${NumberField}
      label=${settingName("csv", "test")}
      path=${["table", "test"]}
      value=${test}
      least=${0}
      most=${0.9}
      put=${put}
    />
    ${test > 0 && html`<${SeedField} path=${["table", "seed"]} value=${seed} put=${put} />`}
    <${Switch}
      label=${settingName("csv", "standardise")}
      on=${standardise}
      onSwitch=${(/** @type {boolean} */ on) => read({ standardise: on })}
    />
  </div>`;
}

/** Found out or told; what was found out is said. @param {{name: Name}} props */
function Way({ name }) {
  const found = answer.value?.data?.report[name];
  const word = found === undefined ? "" : optionName(wordOf(found));
  const choices = WAYS[name].map((value) => ({
    value,
    text: value === "auto" && word ? t("table.auto", { found: word }) : optionName(value),
  }));
  return html`<${Choice}
    label=${settingName("csv", name)}
    path=${["table", name]}
    value=${reading.value[name]}
    choices=${choices}
    onChoose=${(/** @type {string} */ value) => read({ [name]: value })}
  />`;
}

/** @param {string | boolean} found */
const wordOf = (found) => (typeof found === "boolean" ? (found ? "yes" : "no") : found);

/** The ways to write classes as numbers: two classes have more of them, quantities none.
 * @param {string} now */
function codes(now) {
  const data = answer.value?.data;
  if (!data) return now === "one_hot" ? [] : CODES;
  return data.classes.length === 2 ? CODES : [];
}
