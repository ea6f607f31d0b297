/** Fields made from an op's schema: its kind, and every setting with its bounds. */
import { fieldsOf, fresh } from "../../core/data/form.js";
import { html, useId } from "../../vendor/preact.js";
import { kinds } from "../control/state.js";
import { useWanted } from "../ui/draft-input.js";
import { has, t } from "../ui/words.js";
import { change } from "./apply-edit.js";
import { FieldHelp } from "./field-help.js";
import { kindName, optionName, settingName } from "./kind-names.js";
import { NumberField } from "./number.js";
import { invalid, Refusal } from "./refusal.js";
import { Switch } from "./switch.js";
import { TextField } from "./text.js";

/** @import { Path } from "./apply-edit.js"
 * @import { Put } from "./number.js"
 * @import { Field } from "../../core/data/form.js" */

/** The choice that leaves an op out. */
const NONE = "";

/** A choice between all kinds of a family, with the settings of the chosen one; where `none` is set,
 * there may be none. A quiet label is spoken only. @param {{family: string, path: Path, op: any,
 *   label: string, quiet?: boolean, none?: boolean, put?: Put}} props */
export function OpFields({ family, path, op, label, quiet = false, none = false, put = change }) {
  const choices = kinds.value.filter((kind) => kind.family === family);
  const own = choices.find((kind) => kind.kind === op?.kind);
  /** @param {string} name */
  const choose = (name) => {
    const kind = choices.find((k) => k.kind === name);
    return put(path, kind ? fresh(kind, op ?? {}) : null);
  };
  const names = choices.map(({ kind }) => ({ value: kind, text: kindName(kind) }));
  if (none) names.unshift({ value: NONE, text: t("build.none") });
  return html`<${Choice}
      label=${label}
      path=${path}
      value=${op?.kind ?? NONE}
      choices=${names}
      onChoose=${choose}
      quiet=${quiet}
    />
    <${FieldHelp} name=${String(path[path.length - 1])} />
    ${own && html`<${Settings} kind=${own.kind} fields=${fieldsOf(own)} path=${path} values=${op} put=${put} />`}`;
}

/** A field for each setting. @param {{kind: string, fields: Field[], path: Path, values: any,
 *   put?: Put}} props */
export function Settings({ kind, fields, path, values, put = change }) {
  return fields.map(
    (field) =>
      html`<${Setting}
          key=${field.name}
          kind=${kind}
          field=${field}
          path=${[...path, field.name]}
          value=${values[field.name]}
          put=${put}
        />
        <${FieldHelp} name=${field.name} kind=${kind} />`,
  );
}

/** @param {{kind: string, field: Field, path: Path, value: any, put: Put}} props */
function Setting({ kind, field, path, value, put }) {
  const { name, options, whole, least, most } = field;
  const label = settingName(kind, name);
  const set = (/** @type {any} */ v) => put(path, v);
  if (field.toggle) return html`<${Switch} label=${label} on=${value} onSwitch=${set} />`;
  if (field.text)
    return html`<${TextField}
        label=${label}
        path=${path}
        value=${value}
        most=${most}
        put=${put}
        quiet=${label === kindName(kind)}
      />
      <${SettingHelp} kind=${kind} name=${name} />`;
  const bounds = { whole, least, most };
  if (!options)
    return html`<${NumberField}
      label=${label}
      path=${path}
      value=${value}
      put=${put}
      ...${bounds}
    />`;
  const choices = options.map((option) => ({ value: option, text: optionName(option) }));
  return html`<${Choice}
    label=${label}
    path=${path}
    value=${value}
    choices=${choices}
    onChoose=${set}
  />`;
}

/** What a setting means, where its name does not tell. @param {{kind: string, name: string}} props */
function SettingHelp({ kind, name }) {
  const key = `setting.${kind}.${name}.help`;
  return has(key) ? html`<p class="caption">${t(key)}</p>` : null;
}

/** One of several; the only one there is stands as text.
 * @param {{label: string, path: Path, value: string, choices: {value: string, text: string}[],
 *   onChoose: (value: string) => unknown, quiet?: boolean}} props */
export function Choice({ label, path, value, choices, onChoose, quiet = false }) {
  const id = useId();
  const [shown, want] = useWanted(value);
  if (choices.length < 2)
    return html`<div class="row"><span>${label}</span><span>${choices[0]?.text}</span></div>`;
  return html`<div class=${`row${quiet ? " quiet" : ""}`}>
      <label for=${id} class=${quiet ? "visually-hidden" : ""}>${label}</label>
      <select
        class="select"
        name=${path.join(".")}
        id=${id}
        value=${shown}
        onChange=${(/** @type {any} */ event) => want(event.currentTarget.value, onChoose)}
        ...${invalid(path, id)}
      >
        ${choices.map((c) => html`<option value=${c.value} selected=${c.value === shown}>${c.text}</option>`)}
      </select>
    </div>
    <${Refusal} path=${path} id=${id} />`;
}
