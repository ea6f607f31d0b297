/**
 * What a step does, in one plain sentence: keys of the catalogue, most specific first, and the
 * values to fill in.
 * @import { Step, Trace } from "../data/trace.js"
 */
import { plainText, tensorSymbol } from "./symbol.js";

/** @param {Trace} trace @param {Step | null} step
 * @returns {{keys: string[], values: Record<string, string | number>}} */
export function sentence(trace, step) {
  if (!step) return { keys: ["step.none"], values: {} };
  const layer = step.layer ?? trace.tensor(step.writes).layer ?? 0;
  return {
    keys: step.keys,
    values: {
      layer,
      below: trace.tensor(step.writes).layer ?? 0,
      above: layer + 1,
      tensor: plainText(tensorSymbol(trace, step.writes)),
      batch: trace.batch,
    },
  };
}

/** The keys of a step in another chapter of the catalogue: `ask.`, `why.`. @param {Step} step
 * @param {string} chapter */
export function keysIn(step, chapter) {
  return step.keys.map((key) => key.replace(/^step\./, chapter));
}
