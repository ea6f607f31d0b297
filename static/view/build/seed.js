/** The seed of all chance: a whole number, or a text such as a name. */
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { TextField } from "./text.js";

/** @import { Path } from "./apply-edit.js"
 * @import { Put } from "./text.js" */

const MOST = 2 ** 32 - 1;
/** Characters of a text. */
const LONG = 80;

/** @param {{path: Path, value: number | string, put: Put}} props */
export function SeedField({ path, value, put }) {
  return html`<${TextField}
    label=${t("build.seed")}
    path=${path}
    value=${String(value)}
    most=${LONG}
    put=${put}
    read=${seedOf}
  />`;
}

/** Digits are a number; an empty field is 0. @param {string} text */
function seedOf(text) {
  const digits = /^\d*$/.test(text) && Number(text) <= MOST;
  return digits ? Number(text) : text;
}
