/**
 * Data that go by their name: drawn once by the server, and kept for as long as the page.
 * @import { DrawnData } from "./api.js"
 * @import { TestData } from "../core/line.js"
 * @import { DataRef, Experiment } from "../core/trace.js"
 */
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

/** An experiment with its examples in place, and those held out. @param {Experiment} experiment
 * @returns {Promise<{experiment: Experiment, test: TestData}>} */
export async function withExamples(experiment) {
  if (!experiment.data || experiment.inputs) return { experiment, test: null };
  const data = await drawnData(experiment.data);
  const { inputs, targets } = picked(data, data.training);
  const test = data.test.length ? picked(data, data.test) : null;
  return { experiment: { ...experiment, inputs, targets }, test };
}

/** @param {{inputs: any[], targets: any[]}} data @param {number[]} rows */
const picked = ({ inputs, targets }, rows) => ({
  inputs: rows.map((k) => inputs[k]),
  targets: rows.map((k) => targets[k]),
});
