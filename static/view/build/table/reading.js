/** How the table is read: each choice that the server has, where it makes a difference. */
import { html } from "../../../vendor/preact.js";
import { t } from "../../ui/words.js";
import { Choice } from "../fields.js";
import { optionName, settingName } from "../kind-names.js";
import { NumberField } from "../number.js";
import { SeedField } from "../seed.js";
import { Switch } from "../switch.js";
import { data, setReading, reading } from "./draft.js";

/** @import { Path } from "../apply-edit.js" */

/** @typedef {"delimiter" | "decimal" | "header" | "encoding"} Name */

/** @type {Record<Name, string[]>} */
const WAYS = {
  delimiter: ["auto", "comma", "semicolon", "tab", "bar", "blank"],
  decimal: ["auto", "point", "comma"],
  header: ["auto", "yes", "no"],
  encoding: [
    "auto",
    "utf-8",
    "utf-16",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "cp949",
    "shift_jis",
    "gb18030",
    "big5",
  ],
};
/** Formats that tell the names of their columns themselves. */
const NAMED = ["arff", "json", "libsvm"];
const CODES = ["one_hot", "zero_one", "plus_minus"];

export function ReadingFields() {
  const { test, targets, seed, encoding } = reading.value;
  const report = data.value?.report;
  const put = (/** @type {Path} */ [, name], /** @type {any} */ value) =>
    setReading({ [name]: value });
  const old = report?.format === "text" && (report.encoding !== "utf-8" || encoding !== "auto");
  return html`<div class="chosen">
    ${report?.format === "text" && html`<${Way} name="delimiter" />`}
    <${Way} name="decimal" />
    ${!NAMED.includes(report?.format ?? "") && html`<${Way} name="header" />`}
    ${old && html`<${Way} name="encoding" />`} <${Sheets} />
    ${
      codes(targets).length > 1 &&
      html`<${Choice}
        label=${settingName("csv", "targets")}
        path=${["table", "targets"]}
        value=${targets}
        choices=${codes(targets).map((value) => ({ value, text: optionName(value) }))}
        onChoose=${(/** @type {string} */ value) => setReading({ targets: value })}
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
    <${Switches} />
  </div>`;
}

function Switches() {
  const made = data.value;
  if (!made) return null;
  const { standardised, target_scaling, can_be_images } = made.report;
  const images = reading.value.images !== "no";
  const word = (/** @type {boolean} */ on) => (on ? "true" : "false");
  return html`${
    can_be_images &&
    html`<${Switch}
      label=${settingName("csv", "images")}
      on=${images}
      onSwitch=${(/** @type {boolean} */ on) => setReading({ images: on ? "list" : "no" })}
    />`
  }
  ${
    !images &&
    html`<${Switch}
      label=${settingName("csv", "standardise")}
      on=${standardised}
      onSwitch=${(/** @type {boolean} */ on) => setReading({ standardise: word(on), standardise_targets: word(!!target_scaling) })}
    />`
  }
  ${
    !made.classes.length &&
    html`<${Switch}
      label=${settingName("csv", "standardise_targets")}
      on=${!!target_scaling}
      onSwitch=${(/** @type {boolean} */ on) => setReading({ standardise_targets: word(on) })}
    />`
  }`;
}

/** Which sheet of a spreadsheet. */
function Sheets() {
  const { sheets = [], sheet } = data.value?.report ?? {};
  if (sheets.length < 2) return null;
  return html`<${Choice}
    label=${settingName("csv", "sheet")}
    path=${["table", "sheet"]}
    value=${sheet}
    choices=${sheets.map((name) => ({ value: name, text: name }))}
    onChoose=${(/** @type {string} */ name) =>
      setReading({ sheet: name, target: [], input: [], ignore: [], category: [], number: [] })}
  />`;
}

/** Found out or told; what was found out is said. @param {{name: Name}} props */
function Way({ name }) {
  const found = data.value?.report[name];
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
    onChoose=${(/** @type {string} */ value) => setReading({ [name]: value })}
  />`;
}

/** @param {string | boolean} found */
const wordOf = (found) => (typeof found === "boolean" ? (found ? "yes" : "no") : found);

/** The ways to write classes as numbers: two classes have more of them, quantities none.
 * @param {string} now */
function codes(now) {
  const made = data.value;
  const all = ["auto", ...CODES];
  if (!made) return now === "auto" ? [] : all;
  return made.classes.length === 2 ? all : [];
}
