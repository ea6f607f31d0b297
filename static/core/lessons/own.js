/**
 * A lesson of a teacher's own: the document that is shared as a link or a file, and posted to the
 * server, which says whether it can be asked. Here only its form is looked at.
 *
 * @typedef {Record<string, string>} Words  by language; what is empty or left out is not said
 * @typedef {{bug: string, reply: Words}} OwnMistake
 * @typedef {{kind: "number" | "choice" | "sign" | "goal", tensor: string, cell: number[],
 *   before: string | null, at_least: number | null, at_most: number | null, text: Words, ask: Words, right: Words, other: Words,
 *   mistakes: OwnMistake[]}} OwnPart
 * @typedef {{experiment: Experiment, iteration: number,
 *   checkpoint: {iteration: number, values: string} | null, title: Words, minutes: number,
 *   again: boolean, parts: OwnPart[]}} OwnLesson  checkpoint: its values as the API takes them
 * @import { Experiment } from "../data/trace.js"
 */
import {
  count,
  demand,
  finite,
  flag,
  list,
  Misfit,
  object,
  optional,
  text,
} from "../data/checks.js";
import { OWN } from "./address.js";
import { INFLATED, LONGEST, pack, unpacked } from "../data/packed.js";
import { validExperiment } from "../data/validate.js";

/** How a number is asked for. */
export const ASKED = /** @type {const} */ (["number", "choice", "sign", "goal"]);
/** Longer texts are no lessons that a server takes. */
const MOST = 2 ** 22;
/** A code of a language, such as ko. */
const CODE = /^[a-z]{2,3}$/;

/** The words with which the page asks. @param {OwnPart["kind"]} kind */
export const askingKey = (kind) =>
  ({ sign: "own.ask.sign", goal: "own.ask.goal" })[/** @type {string} */ (kind)] ??
  "own.ask.number";

/** What stands behind the # of a link; empty where there is too much for one.
 * @param {OwnLesson} lesson @param {string} [part] @returns {Promise<string>} */
export async function ownAddress(lesson, part) {
  const plain = JSON.stringify(lesson);
  if (plain.length > INFLATED) return "";
  const fields = new URLSearchParams({ [OWN]: await pack(plain), ...(part && { part }) });
  const hash = fields.toString();
  return hash.length > LONGEST ? "" : hash;
}

/** The lesson in a fragment. @param {string} hash
 * @returns {Promise<{lesson: OwnLesson, part: string | null}>}
 * @throws {Misfit} where something in it is not as it must be */
export async function ownIn(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const found = await unpacked(fields.get(OWN), OWN);
  return { lesson: validOwn(found), part: fields.get("part") };
}

/** Lessons that a sequence has, in the address of whatever is on show. */
const OF_COURSE = "course-own";

/** What a fragment holds of the lessons of a sequence, packed, in its order: those that go along, or
 * else those of the link that was given away. An address of the page itself may have but one of them,
 * the lesson that is open at a part, or none: then they are those of before.
 * @param {string} hash @param {string[]} before */
export function packsIn(hash, before) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const [along, given] = [fields.getAll(OF_COURSE), fields.getAll(OWN)];
  if (along.length) return along;
  const known = given.every((one) => before.includes(one));
  return known && (fields.has("part") || !given.length) ? before : given;
}

/** A fragment with the lessons of a sequence. @param {string} hash @param {string[]} packs */
export const withCourse = (hash, packs) =>
  [hash, ...packs.map((one) => new URLSearchParams({ [OF_COURSE]: one }))]
    .filter(Boolean)
    .join("&");

/** One of them. @param {string} pack @returns {Promise<OwnLesson>} @throws {Misfit} */
export const ownOf = async (pack) => validOwn(await unpacked(pack, OWN));

/** @param {OwnLesson} lesson */
export const ownFile = (lesson) => `${JSON.stringify(lesson, null, 1)}\n`;

/** Whether a text is such a file, whole or damaged. @param {string} text */
export function isOwnFile(text) {
  if (text.length > MOST || !/^\uFEFF?\s*\{/.test(text)) return false;
  try {
    const { experiment, parts } = JSON.parse(text.replace(/^\uFEFF/, ""));
    return Array.isArray(parts) && experiment !== undefined;
  } catch {
    return false;
  }
}

/** The lesson in a file. @param {string} text @returns {OwnLesson} @throws {Misfit} */
export const readOwnFile = (text) => validOwn(JSON.parse(text.replace(/^\uFEFF/, "")));

/** A lesson with every field in place, and none that is not ours. @param {unknown} document
 * @returns {OwnLesson} @throws {Misfit} */
export function validOwn(document) {
  const given = object(document, "lesson");
  return {
    experiment: validExperiment(given.experiment, "experiment"),
    iteration: optional(count)(given.iteration, "iteration") ?? 0,
    checkpoint: optional(validStart)(given.checkpoint, "checkpoint"),
    title: words(given.title, "title"),
    minutes: optional(finite)(given.minutes, "minutes") ?? 10,
    again: optional(flag)(given.again, "again") ?? false,
    parts: list(given.parts, "parts", validPart),
  };
}

/** @param {any} value @param {string} place */
function validStart(value, place) {
  const { iteration, values } = object(value, place);
  return {
    iteration: count(iteration, `${place}.iteration`),
    values: text(values, `${place}.values`),
  };
}

/** @param {any} value @param {string} place @returns {OwnPart} */
function validPart(value, place) {
  const given = object(value, place);
  const kind = ASKED.find((one) => one === (given.kind ?? ASKED[0]));
  if (!kind) throw new Misfit(`${place}.kind`);
  return {
    kind,
    tensor: text(given.tensor, `${place}.tensor`),
    cell: list(given.cell, `${place}.cell`, count),
    before: optional(text)(given.before, `${place}.before`),
    at_least: optional(finite)(given.at_least, `${place}.at_least`),
    at_most: optional(finite)(given.at_most, `${place}.at_most`),
    text: words(given.text, `${place}.text`),
    ask: words(given.ask, `${place}.ask`),
    right: words(given.right, `${place}.right`),
    other: words(given.other, `${place}.other`),
    mistakes: list(given.mistakes ?? [], `${place}.mistakes`, validMistake),
  };
}

/** @param {any} value @param {string} place @returns {OwnMistake} */
function validMistake(value, place) {
  const { bug, reply } = object(value, place);
  return { bug: text(bug, `${place}.bug`), reply: words(reply, `${place}.reply`) };
}

/** @param {any} value @param {string} place @returns {Words} */
function words(value, place) {
  const given = Object.entries(optional(object)(value, place) ?? {});
  for (const [code, one] of given) {
    demand(CODE.test(code), place);
    text(one, `${place}.${code}`);
  }
  return Object.fromEntries(given);
}
