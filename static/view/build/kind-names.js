/** What the engine's names are called in words; one that has none yet shows itself. */
import { has, t } from "../ui/words.js";

/** @param {string} kind */
export const kindName = (kind) => named(kind, `kind.${kind}`);

/** @param {string} kind @param {string} name */
export const settingName = (kind, name) =>
  named(name, `setting.${kind}.${name}`, `setting.${name}`);

/** A kind of data. @param {string} kind */
export const dataName = (kind) => named(kind, `data.kind.${kind}`);

/** @param {string} option */
export const optionName = (option) => named(option, `option.${option}`);

/** By the first key there is. @param {string} name @param {...string} keys */
function named(name, ...keys) {
  const key = keys.find(has);
  return key ? t(key) : name.replaceAll("_", " ");
}
