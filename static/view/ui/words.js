/** Words from the catalogue of the chosen language; the browser loads one catalogue at a time. */
import { signal } from "../../vendor/preact.js";
import { reach, Unreachable } from "../server/connection.js";

/** @type {import("../../vendor/preact.js").Signal<Record<string, string>>} */
const catalogue = signal({});
export const language = signal(document.documentElement.lang || "en");
/** Code, name and direction of each language: static/languages.json.
 * @type {{code: string, name: string, direction: string}[]} */
export const languages = JSON.parse(document.documentElement.dataset.languages ?? "[]");

/** Whether all words are here, and the language that was asked for last. */
let complete = false;
let wanted = language.value;

/** Load a language and speak it from now on. @param {string} code
 * @throws {Error} with the key of a message where a newer server has no such file any more */
export const speak = (code) => change(code, code);

/** The words that the page opens with; app/site/opening.py says which. @param {string} code */
export const speakFirst = (code) => change(code, `${code}.first`);

/** All words of the language spoken now. */
export const speakWhole = () => change(wanted, wanted);

/** @param {string} code @param {string} file */
async function change(code, file) {
  wanted = code;
  const words = await load(file);
  if (code !== wanted || (complete && code !== file)) return; // something else was wanted since
  complete = code === file;
  catalogue.value = words;
  language.value = code;
  document.documentElement.lang = code;
  document.documentElement.dir = languages.find((row) => row.code === code)?.direction ?? "ltr";
  document.cookie = `language=${code}; path=${new URL(".", location.href).pathname}; max-age=31536000; samesite=lax`;
}

/** @param {string} file @returns {Promise<Record<string, string>>} */
function load(file) {
  const url = new URL(`../../locales/${file}.json`, import.meta.url);
  return reach(async (signal) => {
    const response = await fetch(url, { signal }).catch(lost);
    if (!response.ok) throw response.status < 500 ? new Error("page.outdated") : new Unreachable();
    return response.json().catch(lost);
  });
}

/** @param {unknown} error @returns {never} */
function lost(error) {
  throw error instanceof TypeError ? new Unreachable() : error;
}

/** The words of a key, with {name} replaced, and {name|of one|of many} by the one that suits the
 * number. A missing key shows itself, once all words are here.
 * @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  const words = catalogue.value[key] ?? (complete ? key : "");
  return words.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name, one, many) =>
    many === undefined
      ? String(values[name] ?? `{${name}}`)
      : Number(values[name]) === 1
        ? one
        : many,
  );
}

/** The words of the first key there is. @param {string[]} keys
 * @param {Record<string, string | number>} [values] */
export function first(keys, values) {
  return t(keys.find((k) => k in catalogue.value) ?? keys[keys.length - 1], values);
}

/** Whether the catalogue has this key. @param {string} key */
export function has(key) {
  return key in catalogue.value;
}
