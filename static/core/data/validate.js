/**
 * The document that a link, a file or a stored visit carries, checked whole before anything of it is
 * shown. Whether the experiment can be computed is for the server to say; here only what the page
 * itself reads is looked at.
 * @import { DataNames } from "./test-split.js"
 * @import { TestData } from "./run.js"
 * @import { Moment } from "./permalink.js"
 * @import { Cell, Checkpoint, Experiment } from "./trace.js"
 */
import {
  count,
  demand,
  finite,
  flag,
  list,
  object,
  optional,
  shallow,
  shape,
  text,
} from "./checks.js";
import { GRAINS } from "./frame.js";
import { presets } from "./presets.js";

/** A moment with every field in place. What does not say of something has its usual value.
 * @param {unknown} document @returns {Moment} @throws {import("./checks.js").Misfit} */
export function validMoment(document) {
  const given = object(document, "document");
  const experiment = optional(validExperiment)(given.experiment, "experiment");
  const checkpoint = optional(validCheckpoint)(given.checkpoint, "checkpoint");
  const own = experiment && !experiment.data;
  const iteration = optional(count)(given.iteration, "iteration") ?? 0;
  demand(!checkpoint || checkpoint.iteration === iteration, "checkpoint.iteration");
  return {
    example: optional(text)(given.example, "example"),
    experiment,
    test: own ? validTest(given.test, experiment, "test") : null,
    names: own ? optional(validNames)(given.names, "names") : null,
    iteration,
    checkpoint,
    branch: optional(flag)(given.branch, "branch") ?? false,
    trained: optional(flag)(given.trained, "trained") ?? false,
    preset: optional(validPreset)(given.preset, "preset"),
    t: Math.max(optional(finite)(given.t, "t") ?? 0, 0),
    shown: optional(count)(given.shown, "shown") ?? 0,
    grain: optional(validGrain)(given.grain, "grain") ?? GRAINS[0],
    selected: optional(validCell)(given.selected, "selected"),
    spot: optional(count)(given.spot, "spot"),
  };
}

/** @param {unknown} value @param {string} place @returns {Experiment} */
export function validExperiment(value, place) {
  const given = object(value, place);
  shallow(given, place);
  list(given.layers, `${place}.layers`, (layer, at) => {
    object(layer, at);
    text(layer.kind, `${at}.kind`);
  });
  optional(validData)(given.data, `${place}.data`);
  optional(validBugs)(given.bugs, `${place}.bugs`);
  for (const field of ["inputs", "targets"]) {
    // Data that have a name are drawn again: what stands beside it might be something else.
    if (given.data) delete given[field];
    else if (given[field] !== undefined) shape(given[field], `${place}.${field}`);
  }
  return /** @type {any} */ (given);
}

/** Deliberate mistakes, by their ids. @param {unknown} value @param {string} place */
const validBugs = (value, place) => list(value, place, text);

/** @param {unknown} value @param {string} place */
function validData(value, place) {
  const given = object(value, place);
  text(given.kind, `${place}.kind`);
  for (const [name, setting] of Object.entries(given))
    demand(typeof setting !== "object" || setting === null, `${place}.${name}`);
}

/** Examples to test on, of the same make as those to learn from; none are as good as no test.
 * @param {unknown} value @param {Experiment} experiment @param {string} place @returns {TestData} */
export function validTest(value, experiment, place) {
  if (value === null || value === undefined) return null;
  const { inputs, targets } = object(value, place);
  if (Array.isArray(inputs) && !inputs.length) return null;
  const lengths = Object.entries({ inputs, targets }).map(([field, rows]) => {
    const [length, ...each] = shape(rows, `${place}.${field}`);
    const [, ...like] = experiment[field]
      ? shape(experiment[field], `experiment.${field}`)
      : [0, ...each];
    demand(length > 0 && `${each}` === `${like}`, `${place}.${field}`);
    return length;
  });
  demand(lengths[0] === lengths[1], place);
  return { inputs, targets };
}

/** @param {unknown} value @param {string} place @returns {DataNames} */
export function validNames(value, place) {
  const given = object(value, place);
  return {
    inputs: list(given.inputs, `${place}.inputs`, text),
    targets: list(given.targets, `${place}.targets`, text),
    classes: list(given.classes ?? [], `${place}.classes`, text), // quantities have none
    own: optional(flag)(given.own, `${place}.own`) ?? false,
  };
}

/** @param {unknown} value @param {string} place @returns {Checkpoint} */
export function validCheckpoint(value, place) {
  const { iteration, values } = object(value, place);
  demand(values instanceof Float64Array && values.length > 0, `${place}.values`);
  demand(values.every(Number.isFinite), `${place}.values`);
  return { iteration: count(iteration, `${place}.iteration`), values };
}

/** @param {unknown} value @param {string} place @returns {Cell} */
export function validCell(value, place) {
  const { tensor, cell } = object(value, place);
  return { tensor: text(tensor, `${place}.tensor`), cell: list(cell, `${place}.cell`, count) };
}

/** @param {unknown} value @param {string} place */
function validPreset(value, place) {
  demand(Object.hasOwn(presets, text(value, place)), place);
  return /** @type {string} */ (value);
}

/** @param {unknown} value @param {string} place */
export function validGrain(value, place) {
  const found = GRAINS.find((grain) => grain === value);
  demand(found, place);
  return /** @type {typeof GRAINS[number]} */ (found);
}
