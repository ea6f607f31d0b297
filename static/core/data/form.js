/**
 * Forms from JSON schemas, and experiments with one value changed. A new op brings its own fields.
 *
 * @typedef {{name: string, options: string[] | null, whole: boolean, toggle: boolean, text: boolean,
 *   least: number | null, most: number | null, preset: unknown}} Field  most: of a text, its length
 * @typedef {{kind: string, family: string, schema: any, activated?: boolean,
 *   many?: boolean}} Kind
 * @import { Experiment, Trace } from "./trace.js"
 */

/** The settings of an op, in the order of its schema. @param {Kind} kind @returns {Field[]} */
export function fieldsOf({ schema }) {
  /** @type {[string, any][]} */
  const settings = Object.entries(schema.properties).filter(([name]) => name !== "kind");
  return settings.map(([name, rule]) => ({
    name,
    options: rule.enum ?? null,
    whole: rule.type === "integer",
    toggle: rule.type === "boolean",
    text: rule.type === "string",
    least: rule.minimum ?? rule.exclusiveMinimum ?? null,
    most: rule.maximum ?? rule.exclusiveMaximum ?? rule.maxLength ?? null,
    preset: rule.default,
  }));
}

/** An op with the settings it starts from. A choice that the op before had too is kept; a number is
 * not, for what suits one op may not suit another.
 * @param {Kind} kind @param {Record<string, unknown>} [before] */
export function fresh(kind, before = {}) {
  const settings = fieldsOf(kind).map(({ name, options, preset }) => {
    const kept = options?.includes(String(before[name]));
    return [name, kept ? before[name] : preset];
  });
  return { kind: kind.kind, ...Object.fromEntries(settings) };
}

/** The same document with another value at a path. @template T @param {T} document
 * @param {(string | number)[]} path @param {unknown} value @returns {T} */
export function withValue(document, [key, ...rest], value) {
  /** @type {any} */
  const copy = Array.isArray(document) ? [...document] : { ...document };
  copy[key] = rest.length ? withValue(copy[key], rest, value) : value;
  return copy;
}

/** The value at a path. @param {any} document @param {(string | number)[]} path */
export function valueAt(document, path) {
  return path.reduce((part, key) => part?.[key], document);
}

/** Whether two documents say the same, in whatever order. @param {any} a @param {any} b
 * @returns {boolean} */
export function equal(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => k in b && equal(a[k], b[k]));
}

/** What a person typed as a number: decimal comma and real minus sign too; null if it is none.
 * @param {string} text */
export function parse(text) {
  const plain = text.trim().replace(/[−–]/g, "-").replace(",", ".");
  const number = Number(plain);
  return plain === "" || !Number.isFinite(number) ? null : number;
}

/** A number for a field, every digit of it: large ones as 1e9, as people type them. @param {number} x */
export function writtenValue(x) {
  return Math.abs(x) < 1e6 ? String(x) : x.toExponential().replace("+", "");
}

/** The parameters that are biases. @param {Trace} trace @returns {string[]} */
export function biases(trace) {
  return trace.document.parameters.filter((name) => trace.tensor(name).role_kind === "bias");
}

/** The names of frozen parameters with these trained or not. @param {string[]} frozen
 * @param {string[]} names @param {boolean} trained @returns {string[]} */
export function freeze(frozen, names, trained) {
  const others = frozen.filter((name) => !names.includes(name));
  return trained ? others : [...others, ...names].sort();
}
