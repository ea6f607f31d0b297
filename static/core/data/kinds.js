/**
 * What the schemas and formulas of the kinds tell beyond single fields: how many cells an op makes,
 * whether an activation stands behind it, what a new one starts from.
 *
 * @typedef {import("./form.js").Kind & {formulas: Record<string, any>, range?: Interval | null,
 *   domain?: Interval | null, targets?: Interval | null}} Kind
 * @typedef {[number | null, number | null]} Interval  null: without end
 * @import { Field } from "./form.js"
 */
import { fieldsOf, fresh } from "./form.js";

/** What a new layer counts, and what stands behind it, where no other tells. */
const COUNT = 4;
const HIDDEN = { kind: "tanh" };

/** The setting that says how many cells an op makes: the one whole number it cannot do without.
 * @param {Kind} kind @returns {Field | undefined} */
export function cellCountOf(kind) {
  return fieldsOf(kind).find((f) => f.whole && f.preset === undefined && (f.least ?? 0) >= 1);
}

/** Whether an activation stands behind a layer: one turns z into a. @param {Kind} kind */
export const takesActivation = (kind) => !!kind.activated;

/** A layer of a kind, like those there are where they have the same settings.
 * @param {Kind} kind @param {any[]} others the nearest first */
export function layerOf(kind, others) {
  const layer = fresh(kind, others[0]);
  for (const { name, least, preset } of fieldsOf(kind)) {
    if (preset !== undefined) continue;
    const like = others.find((other) => name in other)?.[name];
    layer[name] = like ?? (cellCountOf(kind)?.name === name ? COUNT : least);
  }
  if (kind.many && !("source" in layer)) layer.reads = [null, -1];
  const activation = others.find((other) => other.activation)?.activation ?? HIDDEN;
  return takesActivation(kind) ? { ...layer, activation } : layer;
}

/** A layer to put before the output: like the nearest hidden one that learns.
 * @param {any[]} layers @param {number} at @param {Kind[]} kinds */
export function another(layers, at, kinds) {
  const hidden = layers.slice(0, -1).filter((layer) => layer.activation);
  const near = (/** @type {any} */ layer) => Math.abs(layers.indexOf(layer) + 0.5 - at);
  const model = [...hidden].sort((a, b) => near(a) - near(b))[0];
  if (model) return model;
  const last = layers[layers.length - 1];
  const kind = kinds.find((k) => k.family === "layer" && k.kind === last.kind);
  const count = kind && cellCountOf(kind);
  return count ? { ...last, [count.name]: COUNT, activation: HIDDEN } : last;
}

/** Layers whose last makes as many cells as there are targets. What counted the outputs before goes on
 * to count what the new last layer did. @param {any[]} layers @param {number} width
 * @param {any} former the layer that was the last @param {Kind[]} kinds */
export function ending(layers, width, former, kinds) {
  const last = layers[layers.length - 1];
  const kind = kinds.find((k) => k.family === "layer" && k.kind === last.kind);
  const name = kind && cellCountOf(kind)?.name;
  if (!name || last === former || last[name] === width) return layers;
  return layers.map((layer) => {
    if (layer === last) return { ...last, [name]: width };
    return layer === former && name in former ? { ...former, [name]: last[name] } : layer;
  });
}

/** Whether numbers all lie in an interval. @param {Iterable<number>} numbers
 * @param {Interval | null | undefined} interval */
export function within(numbers, interval) {
  const [low, high] = [interval?.[0] ?? -Infinity, interval?.[1] ?? Infinity];
  return [...numbers].every((x) => x >= low && x <= high);
}
