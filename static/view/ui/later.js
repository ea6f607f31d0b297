/**
 * What comes while one reads: the first question needs neither panels nor dialogs nor formulas. They
 * are one module (view/rest.js), asked for once the page is drawn, or when something of it is wanted.
 */
import { html, signal } from "../../vendor/preact.js";
import { kinds } from "../control/state.js";
import { getKinds } from "../server/api.js";
import { reach, Unreachable } from "../server/connection.js";
import { speakWhole, t } from "./words.js";

/** @typedef {Record<string, any>} Parts
 * @type {import("../../vendor/preact.js").Signal<Parts | null>} null: not here yet */
export const parts = signal(null);
/** Whether it could not be had though the server answers. */
const missing = signal(false);

/** @type {Promise<Parts> | null} */
let coming = null;
/** @type {() => Promise<{restOfPage: Parts}>} */
let ask = () => Promise.reject(new Error("nothing is to come"));

/** @param {() => Promise<{restOfPage: Parts}>} load asks for it */
export const comesBy = (load) => void (ask = load);

/** All of the page, with all of its words. @returns {Promise<Parts>} */
export function wholePage() {
  coming ??= Promise.all([
    reach(patient(ask)),
    getKinds(),
    reach(patient(dress)),
    speakWhole(),
  ]).then(
    ([module, all]) => {
      kinds.value = all;
      return (parts.value = module.restOfPage);
    },
    (error) => {
      missing.value = true;
      throw error;
    },
  );
  return coming;
}

/** A function of what comes: called at once where it is here. @param {string} name
 * @returns {(...given: any[]) => any} */
export const later =
  (name) =>
  (...given) =>
    parts.value ? parts.value[name](...given) : wholePage().then((all) => all[name](...given));

/** A part of what comes, and what keeps its place until then. @param {{part: string, [prop: string]: any}} props */
export function Later({ part, children = null, ...more }) {
  const Part = parts.value?.[part];
  return Part ? html`<${Part} ...${more} />` : children;
}

/** It did not come: the page as it stands works on, and says what is the matter. */
export function Missing() {
  if (!missing.value) return null;
  return html`<div class="toast trouble" role="alert">
    <span>${t("page.incomplete")}</span>
    <button class="link" onClick=${() => location.reload()}>${t("page.reload")}</button>
  </div>`;
}

const SHEET = new URL("../../rest.css", import.meta.url).href;

/** The sheet of what comes. @returns {Promise<void>} */
function dress() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      link.remove();
      reject(new Error("no sheet"));
    });
    document.head.append(link);
  });
}

/** The first failure may be the connection's: it is sent again when the server answers.
 * @template T @param {() => Promise<T>} load @returns {() => Promise<T>} */
export function patient(load) {
  let failed = false;
  return () =>
    load().catch((error) => {
      if (failed) throw error;
      failed = true;
      throw new Unreachable();
    });
}
