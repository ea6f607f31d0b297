/** Fields made from an op's schema: its kind, and every setting with its bounds. */
import { fieldsOf, fresh, parse, written } from "../../core/form.js";
import { html, useId, useRef } from "../../vendor/preact.js";
import { kinds } from "../state.js";
import { has, t } from "../words.js";
import { change, refuse, refusedAt } from "./change.js";

/** @import { Path } from "./change.js"
 * @import { Field } from "../../core/form.js" */

/** What a kind is called. @param {string} kind */
export const kindName = (kind) => named(kind, `kind.${kind}`);

/** A name of the engine in words, by the first key there is; one that has none yet shows itself.
 * @param {string} name @param {...string} keys */
function named(name, ...keys) {
  const key = keys.find(has);
  return key ? t(key) : name.replaceAll("_", " ");
}

/** A choice between all kinds of a family, with the settings of the chosen one.
 * A quiet label is spoken only. @param {{family: string, path: Path, op: any, label: string,
 *   quiet?: boolean}} props */
export function OpFields({ family, path, op, label, quiet = false }) {
  const choices = kinds.value.filter((kind) => kind.family === family);
  const own = choices.find((kind) => kind.kind === op.kind);
  /** @param {string} name */
  const choose = (name) => {
    const kind = choices.find((k) => k.kind === name);
    if (kind) change(path, fresh(kind, op));
  };
  const names = choices.map(({ kind }) => ({ value: kind, text: kindName(kind) }));
  return html`<${Choice}
      label=${label}
      path=${path}
      value=${op.kind}
      choices=${names}
      onChoose=${choose}
      quiet=${quiet}
    />
    ${own && fieldsOf(own).map((field) => html`<${Setting} key=${field.name} kind=${op.kind} field=${field} path=${[...path, field.name]} value=${op[field.name]} />`)}`;
}

/** @param {{kind: string, field: Field, path: Path, value: any}} props */
function Setting({ kind, field, path, value }) {
  const label = named(field.name, `setting.${kind}.${field.name}`, `setting.${field.name}`);
  if (!field.options)
    return html`<${NumberField} label=${label} path=${path} value=${value} ...${field} />`;
  const choices = field.options.map((option) => ({
    value: option,
    text: named(option, `option.${option}`),
  }));
  return html`<${Choice}
    label=${label}
    path=${path}
    value=${value}
    choices=${choices}
    onChoose=${(/** @type {string} */ v) => change(path, v)}
  />`;
}

/** One of several; the only one there is stands as text.
 * @param {{label: string, path: Path, value: string, choices: {value: string, text: string}[],
 *   onChoose: (value: string) => void, quiet?: boolean}} props */
function Choice({ label, path, value, choices, onChoose, quiet = false }) {
  const id = useId();
  if (choices.length < 2)
    return html`<div class="row"><span>${label}</span><span>${choices[0]?.text}</span></div>`;
  const chosen = (/** @type {any} */ event) => {
    const wanted = event.currentTarget.value;
    event.currentTarget.value = value; // it changes when the server has agreed
    onChoose(wanted);
  };
  return html`<div class="row">
      <label for=${id} class=${quiet ? "visually-hidden" : ""}>${label}</label>
      <select class="select" id=${id} value=${value} onChange=${chosen} ...${invalid(path, id)}>
        ${choices.map((c) => html`<option value=${c.value} selected=${c.value === value}>${c.text}</option>`)}
      </select>
    </div>
    <${Refusal} path=${path} id=${id} />`;
}

/** A number with its label. @param {{label: string, path: Path, value: number, whole?: boolean,
 *   least?: number | null, most?: number | null}} props */
export function NumberField({ label, path, value, ...bounds }) {
  const id = useId();
  return html`<div class="row">
      <label for=${id}>${label}</label>
      <${NumberInput} id=${id} path=${path} value=${value} ...${bounds} />
    </div>
    <${Refusal} path=${path} id=${id} />`;
}

/** @param {{id: string, path: Path, value: number, label?: string, whole?: boolean,
 *   least?: number | null, most?: number | null}} props */
export function NumberInput({ id, path, value, label, whole = false, least = null, most = null }) {
  const ref = useRef(/** @type {HTMLInputElement | null} */ (null));
  const commit = async () => {
    const input = ref.current;
    if (!input || input.value === written(value)) return;
    const number = parse(input.value);
    const [low, high] = [least ?? -Infinity, most ?? Infinity];
    let taken = false;
    if (number === null || (whole && !Number.isInteger(number))) {
      refuse(path, t(whole ? "field.whole" : "field.number"));
    } else if (number < low || number > high) {
      refuse(path, t("field.between", { least: low, most: high }));
    } else taken = await change(path, number);
    input.value = written(taken && number !== null ? number : value);
  };
  return html`<input
    class="input number"
    id=${id}
    ref=${ref}
    value=${written(value)}
    aria-label=${label}
    autocomplete="off"
    spellcheck=${false}
    onChange=${commit}
    ...${invalid(path, id)}
  />`;
}

/** Why a field was refused. @param {{path: Path, id: string}} props */
export function Refusal({ path, id }) {
  const why = refusedAt(path);
  return why ? html`<p class="refusal" id=${`${id}-why`} role="alert">${why}</p>` : null;
}

/** @param {Path} path @param {string} id */
function invalid(path, id) {
  return refusedAt(path) ? { "aria-invalid": "true", "aria-describedby": `${id}-why` } : {};
}
