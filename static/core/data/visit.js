/**
 * A stored visit, checked whole before anything of it is shown: an earlier version of the page may
 * have written it, and storage can be damaged.
 */
import { count, demand, finite, flag, list, object, optional, shallow, text } from "./checks.js";
import {
  validCell,
  validCheckpoint,
  validExperiment,
  validGrain,
  validNames,
  validTest,
} from "./validate.js";

/** @param {...string} words */
const oneOf =
  (...words) =>
  (/** @type {unknown} */ value, /** @type {string} */ place) =>
    demand(
      words.some((word) => word === value),
      place,
    );

/** @param {unknown} value @param {string} place */
const positive = (value, place) => demand(typeof value === "number" && value > 0, place);

/** @param {unknown} value @param {string} place */
function validHunt(value, place) {
  const { seed, guesses, looks, found, given } = object(value, place);
  for (const [name, number] of Object.entries({ seed, looks })) count(number, `${place}.${name}`);
  list(guesses, `${place}.guesses`, text);
  for (const [name, value_] of Object.entries({ found, given })) flag(value_, `${place}.${name}`);
}

/** How the page is set; a setting that is not there stays as it is.
 * @type {Record<string, (value: any, place: string) => unknown>} */
const SETTINGS = {
  speed: positive,
  rate: positive,
  until: (value, place) => {
    const given = object(value, place);
    for (const name of ["epoch", "loss", "accuracy"]) optional(finite)(given[name], place);
  },
  lenses: text,
  view: oneOf("stage", "list"),
  tab: oneOf("lesson", "step", "matrices", "output", "bug", "check", "compare", "source"),
  beside: optional(count),
  logarithmic: flag,
  dismissed: (value, place) => list(value, place, text),
  hunt: optional(validHunt),
  entries: (value, place) => {
    for (const [tensor, own] of Object.entries(object(value, place)))
      for (const [cell, typed] of Object.entries(object(own, `${place}.${tensor}`)))
        text(typed, `${place}.${tensor}.${cell}`);
  },
};

/** The visit itself. @param {unknown} value @returns {any} @throws {import("./checks.js").Misfit} */
export function validVisit(value) {
  const visit = object(value, "visit");
  text(visit.address, "address");
  const { iteration, t, shown, grain, selected } = object(visit.at, "at");
  for (const [name, number] of Object.entries({ iteration, shown })) count(number, `at.${name}`);
  finite(t, "at.t");
  validGrain(grain, "at.grain");
  optional(validCell)(selected, "at.selected");
  optional(validCheckpoint)(visit.checkpoint, "checkpoint");
  for (const [name, setting] of Object.entries(object(visit.settings, "settings"))) {
    demand(Object.hasOwn(SETTINGS, name), `settings.${name}`);
    SETTINGS[name](setting, `settings.${name}`);
  }
  validLines(object(visit.lines, "lines"));
  return visit;
}

/** @param {Record<string, any>} given */
function validLines({ now, lines, trained, history }) {
  const ids = new Set(list(lines, "lines", validLine));
  const known = (/** @type {unknown} */ id, /** @type {string} */ place) =>
    demand(ids.has(/** @type {number} */ (id)), place);
  known(now, "lines.now");
  list(trained, "lines.trained", known);
  const entry = (/** @type {any} */ value, /** @type {string} */ place) => {
    const { line, iteration } = object(value, place);
    known(line, place);
    count(iteration, place);
  };
  const { past, now: present, future } = object(history, "history");
  list(
    [...list(past, "history.past", entry), ...list(future, "history.future", entry)],
    "",
    () => 0,
  );
  if (present !== null) entry(present, "history.now");
}

/** @param {unknown} value @param {string} place @returns {number} its number */
function validLine(value, place) {
  const line = object(value, place);
  const experiment = validExperiment({ ...object(line.experiment, place) }, `${place}.experiment`);
  const whole = { ...experiment, inputs: line.experiment.inputs, targets: line.experiment.targets };
  validTest(line.test, /** @type {any} */ (whole), `${place}.test`);
  optional(validNames)(line.names, `${place}.names`);
  optional(validCheckpoint)(line.start, `${place}.start`);
  optional(validFrom)(line.from, `${place}.from`);
  optional(validExample)(line.example, `${place}.example`);
  optional(validPreset)(line.preset, `${place}.preset`);
  count(line.root, `${place}.root`);
  flag(line.cut, `${place}.cut`);
  const { points, checkpoints, parted } = object(line.record, `${place}.record`);
  optional(count)(parted, `${place}.parted`);
  ordered(list(points, `${place}.points`, validPoint), place);
  ordered(list(checkpoints, `${place}.checkpoints`, validCheckpoint), place);
  return count(line.id, `${place}.id`);
}

/** @param {{iteration: number}[]} all @param {string} place */
function ordered(all, place) {
  demand(
    all.every((one, k) => k === 0 || one.iteration > all[k - 1].iteration),
    place,
  );
}

/** @param {unknown} value @param {string} place */
function validPoint(value, place) {
  const point = object(value, place);
  validScore(point, place);
  optional(validScore)(point.test, place);
  return { iteration: count(point.iteration, place), epoch: count(point.epoch, place) };
}

/** @param {unknown} value @param {string} place */
function validScore(value, place) {
  const { loss, accuracy } = object(value, place);
  optional(finite)(loss, place);
  optional(finite)(accuracy, place);
}

/** @param {unknown} value @param {string} place */
function validFrom(value, place) {
  const { line, iteration } = object(value, place);
  return [count(line, place), count(iteration, place)];
}

/** @param {unknown} value @param {string} place */
function validPreset(value, place) {
  const { name, changed } = object(value, place);
  return [text(name, place), flag(changed, place)];
}

/** @param {unknown} value @param {string} place */
function validExample(value, place) {
  const example = object(value, place);
  shallow(example, place);
  for (const field of ["id", "title", "author"]) text(example[field], `${place}.${field}`);
  for (const field of ["experiment", "published", "recomputed", "wrong"])
    object(example[field], `${place}.${field}`);
}
