/**
 * Numbers of cells as they are pasted or come in a file: JSON as the API takes it, the table that the
 * page itself exports, or lines of a name and a number in the writings that people use.
 *
 * @typedef {{line: number, text: string, why: "name" | "number" | "cell" | "json"}} Unread
 *   line: from 1; 0 where there are no lines
 * @import { Entries } from "./entries.js"
 * @import { Trace } from "../data/trace.js"
 */
import { cells } from "../data/trace.js";
import { withEntry } from "./entries.js";
import { cellText } from "./symbol.js";

/** @param {Trace} trace @param {string} text @returns {{entries: Entries, unread: Unread[]}} */
export function readEntries(trace, text) {
  const plain = text.replace(/^\uFEFF/, "").trim();
  return /^[{[]/.test(plain) ? readJson(trace, plain) : readLines(trace, plain);
}

/** @param {Trace} trace @param {string} text */
function readJson(trace, text) {
  /** @type {{entries: Entries, unread: Unread[]}} */
  const found = { entries: {}, unread: [] };
  const no = (/** @type {string} */ name, /** @type {Unread["why"]} */ why) =>
    found.unread.push({ line: 0, text: name, why });
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    no("", "json");
    return found;
  }
  for (const [name, given] of Object.entries(document?.answers ?? document)) {
    if (!trace.has(name)) {
      no(name, "name");
      continue;
    }
    const { shape } = trace.tensor(name);
    for (const [key, value] of leaves(given)) {
      if (value === null) continue;
      const short = key.length === shape.length - 1 && shape[0] === 1;
      const cell = key.length < shape.length && (short || shape.every((n) => n === 1)) ? [...Array(shape.length - key.length).fill(0), ...key] : key; // prettier-ignore
      const there = cell.length === shape.length && cell.every((at, k) => at >= 0 && at < shape[k]);
      if (!there) no(`${name} ${key}`, "cell");
      else found.entries = withEntry(found.entries, { tensor: name, cell }, String(value));
    }
  }
  return found;
}

/** @param {any} given @param {number[]} [at] @returns {[number[], any][]} */
function leaves(given, at = []) {
  if (Array.isArray(given)) return given.flatMap((part, k) => leaves(part, [...at, k]));
  if (typeof given !== "object" || given === null) return [[at, given]];
  return Object.entries(given).map(([key, value]) => [key.split(",").map(Number), value]);
}

/** @param {Trace} trace @param {string} text */
function readLines(trace, text) {
  const names = namesOf(trace);
  /** @type {{entries: Entries, unread: Unread[]}} */
  const found = { entries: {}, unread: [] };
  text.split(/\r?\n/).forEach((line, k) => {
    if (!line.trim() || (k === 0 && /^"?tensor"?\s*[\t,;]/i.test(line))) return;
    const read = ownRow(trace, line) ?? named(names, line);
    if (!read) found.unread.push({ line: k + 1, text: line.trim().slice(0, 60), why: "name" });
    else if (!read.text) found.unread.push({ line: k + 1, text: line.trim(), why: "number" });
    else found.entries = withEntry(found.entries, read.at, read.text);
  });
  return found;
}

/** A row as the page exports it: tensor, cell counted from 1, value. @param {Trace} trace
 * @param {string} line */
function ownRow(trace, line) {
  const [name, places, value] = line
    .split(/[\t,;]/)
    .map((part) => part.replace(/^"|"$/g, "").trim());
  const shape = trace.tensors.get(name)?.shape;
  if (!shape || value === undefined || !/^[\d ]*$/.test(places)) return null;
  const cell = places.split(" ").filter(Boolean).map((at) => Number(at) - 1); // prettier-ignore
  const there = cell.length === shape.length && cell.every((at, k) => at >= 0 && at < shape[k]);
  return there ? { at: { tensor: name, cell }, text: value } : null;
}

/** A name, something that parts, and a number: the shortest beginning that names a cell. Of letters
 * that only differ by an index the longest would be it. @param {Map<string, any>} names
 * @param {string} line */
function named(names, line) {
  const ends = [...line.matchAll(/\s*[=:;,\t]\s*|\s+/g)].map(({ index, 0: by }) => [index, index + by.length]); // prettier-ignore
  for (const [end, begin] of ends.reverse()) {
    const at = names.get(normal(line.slice(0, end)));
    if (at) return { at, text: line.slice(begin).replace(/^"|"$/g, "").trim() };
  }
  return null;
}

/** Every name of a cell: its symbol as the page writes it, W1[0,1], W1.0.1, and the tensor's own where
 * it has one cell. @param {Trace} trace */
function namesOf(trace) {
  const names = new Map();
  for (const { name, shape } of trace.tensors.values()) {
    for (const cell of cells(shape)) {
      const at = { tensor: name, cell };
      const inner = shape.length > 1 && shape[0] === 1 && trace.tensor(name).batched ? cell.slice(1) : cell; // prettier-ignore
      for (const places of [cell, inner]) {
        names.set(normal(`${name}[${places}]`), at);
        names.set(normal(`${name}.${places.join(".")}`), at);
      }
      names.set(normal(cellText(trace, at)), at);
      if (shape.every((n) => n === 1)) names.set(normal(name), at);
    }
  }
  return names;
}

/** Raised and lowered characters as plain ones, no spaces. @param {string} text */
const normal = (text) =>
  text
    .normalize("NFKC")
    .replace(/[\s{}"_^]/g, "")
    .replaceAll("′", "'");
