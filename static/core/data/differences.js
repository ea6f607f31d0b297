/**
 * What tells two experiments apart, place by place.
 *
 * @typedef {string | number | boolean | null} Plain
 * @typedef {{field: string, layer: number | null, setting: string | null, before: Plain,
 *   after: Plain}} Difference  field: of an experiment, or "kind" and "activation" of a layer;
 *   setting: of the op there; bugs: their ids, a space between two; where before and after are null, it is too long to be told
 * @import { Experiment } from "./trace.js"
 */
import { bugsOf } from "./bugs.js";
import { equal } from "./form.js";
import { sent } from "./experiment.js";

/** Fields in the order in which they are told. */
const FIELDS = ["loss", "optimizer", "learning_rate", "batch", "shuffle", "remainder", "schedule", "clip", "penalty",
  "seed", "initial", "initial_bias", "frozen", "parameters", "data", "inputs", "targets", "bugs"]; // prettier-ignore

/** @param {Experiment} before @param {Experiment} after @returns {Difference[]} */
export function differences(before, after) {
  const [a, b] = [named(before), named(after)];
  const fields = FIELDS.flatMap((field) => between(a[field] ?? null, b[field] ?? null, { field }));
  return [...layers(before.layers, after.layers), ...fields];
}

/** As it is sent, with its mistakes as one text. @param {Experiment} experiment
 * @returns {Record<string, any>} */
const named = (experiment) => ({
  ...sent(experiment),
  bugs: bugsOf(experiment).join(" ") || null,
});

/** @param {any[]} before @param {any[]} after @returns {Difference[]} */
function layers(before, after) {
  if (before.length !== after.length) {
    const counted = { before: before.length, after: after.length };
    return [{ field: "layers", layer: null, setting: null, ...counted }];
  }
  return before.flatMap((was, k) => {
    const { activation: one, ...layer } = was;
    const { activation: other, ...now } = after[k];
    return [
      ...between(layer, now, { field: "kind", layer: k }),
      ...between(one ?? null, other ?? null, { field: "activation", layer: k }),
    ];
  });
}

/** @param {any} before @param {any} after @param {{field: string, layer?: number | null}} place
 * @returns {Difference[]} */
function between(before, after, { field, layer = null }) {
  if (before === after || equal(before, after)) return [];
  const at = { field, layer, setting: null };
  const [one, other] = [before?.kind ?? null, after?.kind ?? null];
  if (one !== other) return [{ ...at, before: one, after: other }];
  if (one === null) return [{ ...at, before: plain(before), after: plain(after) }];
  return Object.keys({ ...before, ...after })
    .filter((name) => !equal(before[name] ?? null, after[name] ?? null))
    .map((setting) => ({
      ...at,
      setting,
      before: plain(before[setting]),
      after: plain(after[setting]),
    }));
}

/** @param {any} value @returns {Plain} */
const plain = (value) => (typeof value === "object" || value === undefined ? null : value);
