/** What the gallery shows: the kinds of data, a picture of each, and the data of the chosen one. */
import { fresh } from "../../core/data/form.js";
import { batch, signal } from "../../vendor/preact.js";
import { getDataset, getDatasets } from "../server/api.js";
import { trouble } from "../control/state.js";
import { t } from "../ui/words.js";
import { refuse } from "./refused.js";

/** @import { DataKind, DrawnData } from "../server/api.js"
 * @import { Path } from "./apply-edit.js"
 * @import { DataRef } from "../../core/data/trace.js"
 * @import { Signal } from "../../vendor/preact.js" */

/** Examples in the picture of a kind that is not chosen. */
const FEW = 120;
/** From this many examples on, a part is held out unless a person says otherwise. */
const MANY = 50;
const SHARE = 0.2;

/** @type {Signal<DataKind[]>} */
export const all = signal([]);
/** Kind, settings and seed of what is chosen. @type {Signal<DataRef | null>} */
export const chosen = signal(null);
/** All of its data. @type {Signal<DrawnData | null>} */
export const wholeData = signal(null);
/** A picture of each kind. @type {Signal<Record<string, DrawnData>>} */
export const pictures = signal({});

export async function fill() {
  try {
    all.value = await getDatasets();
    if (!chosen.value) chooseKind(all.value[0]);
    await Promise.all(all.value.map((kind) => picture(kind.kind, smaller(kind))));
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : "trouble.unknown";
  }
}

/** @param {DataKind} kind */
export function chooseKind(kind) {
  const { examples } = kind.schema.properties;
  const test = examples && examples.default < MANY ? 0 : SHARE;
  batch(() => {
    chosen.value = { ...fresh({ family: "", ...kind }), seed: 0, test };
    wholeData.value = null;
  });
  return look(kind.kind, settingsOf(chosen.value), "kind");
}

/** Settings that are on their way. @type {Promise<unknown>} */
let putting = Promise.resolve();

/** Resolved when all that was set is seen. */
export const allPut = () => putting;

/** Another setting of what is chosen, seen at once; one goes after the other.
 * @param {Path} path @param {any} value @returns {Promise<boolean>} */
export function put([, name], value) {
  const kind = chosen.value?.kind;
  const done = putting.then(() => chosen.value?.kind === kind && setOne(name, value));
  putting = done;
  return done;
}

/** @param {string | number} name @param {any} value */
async function setOne(name, value) {
  if (!chosen.value) return false;
  const next = { ...chosen.value, [name]: value };
  if (!(await look(next.kind, settingsOf(next), name))) return false;
  batch(() => {
    chosen.value = next;
    if (wholeData.value) pictures.value = { ...pictures.value, [next.kind]: wholeData.value };
  });
  return true;
}

let asked = 0;

/** Draw the data; what was asked for last is shown. @param {string} kind
 * @param {Record<string, any>} settings @param {string | number} name the field that is told why not */
async function look(kind, settings, name) {
  const mine = ++asked;
  try {
    const data = await getDataset(kind, settings);
    refuse(["data", name], "");
    if (mine === asked) wholeData.value = data;
    return mine === asked;
  } catch (error) {
    refuse(["data", name], error instanceof Error ? error.message : t("trouble.unknown"));
    return false;
  }
}

/** All of a choice but its kind. @param {Record<string, any> | null} choice */
const settingsOf = (choice) =>
  Object.fromEntries(Object.entries(choice ?? {}).filter(([name]) => name !== "kind"));

/** The settings a kind starts from, with few examples. @param {DataKind} kind */
function smaller(kind) {
  const settings = Object.entries(settingsOf(fresh({ family: "", ...kind })));
  const fewer = settings.map(([k, v]) => [k, k === "examples" ? Math.min(v, FEW) : v]);
  return Object.fromEntries(fewer);
}

/** @param {string} kind @param {Record<string, any>} settings */
async function picture(kind, settings) {
  const data = await getDataset(kind, settings);
  pictures.value = { ...pictures.value, [kind]: data };
}
