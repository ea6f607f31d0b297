/** What ends training by itself: a number of epochs, a loss, an accuracy; and how the loss is drawn. */
import { html } from "../../vendor/preact.js";
import { parse, writtenValue } from "../../core/data/form.js";
import { Menu } from "../ui/menu.js";
import { logarithmic, until } from "../control/state.js";
import { untyped, useTyping } from "../ui/draft-input.js";
import { t } from "../ui/words.js";

/** @typedef {import("../control/state.js").Until} Until
 * @typedef {keyof Until} Name */

/** Each with its bounds. @type {Record<Name, {least: number, most: number, whole: boolean}>} */
const LIMITS = {
  epoch: { least: 0, most: 1e9, whole: true },
  loss: { least: 0, most: Infinity, whole: false },
  accuracy: { least: 0, most: 1, whole: false },
};
const names = /** @type {Name[]} */ (Object.keys(LIMITS));

export function UntilMenu() {
  const set = names.filter((name) => until.value[name] !== null);
  const text = set.length
    ? set.map((name) => t(`until.${name}.short`, { value: shownOf(name) })).join(", ")
    : t("until.open");
  return html`<${Menu} class="until" label=${t("until")} text=${text}>
    <${UntilFields} />
  <//>`;
}

export function UntilFields() {
  return html`<div class="until-fields">
    <p class="caption">${t("until.what")}</p>
    ${names.map((name) => html`<${Limit} key=${name} name=${name} />`)}
  </div>`;
}

/** Whether the loss is drawn in powers of ten. */
export function LogSwitch() {
  const set = (/** @type {any} */ e) => (logarithmic.value = e.currentTarget.checked);
  return html`<label class="check"
    ><input type="checkbox" checked=${logarithmic.value} onChange=${set} />${t("train.log")}</label
  >`;
}

/** Accuracy is typed in percent. @param {Name} name */
function shownOf(name) {
  const value = until.value[name];
  if (value === null) return "";
  return name === "accuracy" ? writtenValue(Number((100 * value).toFixed(6))) : writtenValue(value);
}

/** @param {{name: Name}} props */
function Limit({ name }) {
  const { least, most, whole } = LIMITS[name];
  const put = (/** @type {any} */ { currentTarget }) => {
    const typed = parse(currentTarget.value);
    const share = typed !== null && name === "accuracy" ? typed / 100 : typed;
    const exact = share !== null && whole ? Math.round(share) : share;
    const value = exact === null ? null : Math.min(Math.max(exact, least), most);
    until.value = { ...until.value, [name]: value };
    untyped(currentTarget, shownOf(name));
  };
  return html`<label class="row"
    >${t(`until.${name}`)}
    <input
      class="input number"
      name=${`until-${name}`}
      ...${useTyping(shownOf(name))}
      placeholder=${t("until.never")}
      autocomplete="off"
      onChange=${put}
    />
  </label>`;
}
