/**
 * Data that go by their name: drawn once by the server, and kept for as long as the page.
 * @import { DrawnData } from "./api.js"
 * @import { Line } from "../../core/data/run.js"
 * @import { DataRef, Experiment } from "../../core/data/trace.js"
 */
import { heldOut, namesOf } from "../../core/data/test-split.js";
import { getDataset } from "./api.js";

/** @type {Map<string, Promise<DrawnData>>} */
const drawn = new Map();

/** @param {DataRef} data */
export function drawnData({ kind, ...settings }) {
  const key = JSON.stringify([kind, ...Object.entries(settings).sort()]);
  const found = drawn.get(key) ?? getDataset(kind, settings);
  drawn.set(key, found);
  found.catch(() => drawn.delete(key));
  return found;
}

/** An experiment with its examples in place, those held out, and what their numbers are called.
 * @param {Experiment} experiment @returns {Promise<{experiment: Experiment} & Partial<Line>>} */
export async function withExamples(experiment) {
  if (!experiment.data || experiment.inputs) return { experiment };
  const data = await drawnData(experiment.data);
  const [inputs, targets] = [data.inputs, data.targets].map((all) =>
    data.training.map((k) => all[k]),
  );
  const held = { test: heldOut(data), names: namesOf(data, false) };
  return { experiment: { ...experiment, inputs, targets }, ...held };
}
