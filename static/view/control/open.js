/**
 * Opening an experiment: a worked example, what a link names, a file, a new one.
 * @import { Grain } from "../../core/data/frame.js"
 * @import { Line } from "../../core/data/run.js"
 * @import { Moment } from "../../core/data/permalink.js"
 * @import { Cell, Experiment } from "../../core/data/trace.js"
 */
import { Misfit } from "../../core/data/checks.js";
import { unknownIn } from "../../core/data/hidden.js";
import { lessonIn, namesOwn } from "../../core/lessons/address.js";
import { namesCourse } from "../../core/lessons/sequence.js";
import { lineOf } from "../../core/data/run.js";
import { decode, fileOf } from "../../core/data/permalink.js";
import { isPlayground } from "../../core/data/playground.js";
import { presets } from "../../core/data/presets.js";
import { Record } from "../../core/data/record.js";
import { Trace } from "../../core/data/trace.js";
import { validMoment } from "../../core/data/validate.js";
import { batch } from "../../vendor/preact.js";
import * as api from "../server/api.js";
import { withExamples } from "../server/drawn-data.js";
import { catchUp } from "./backfill.js";
import { startFirst } from "../lessons/first.js";
import { isNew, meet } from "../lessons/met.js";
import { later } from "../ui/later.js";
import { attempt, exists, load, show, wish } from "./queue.js";
import * as state from "./state.js";
import { halt } from "./train.js";
import { settleAt } from "./navigate.js";
import { t } from "../ui/words.js";

const FIRST = "two-neuron-chain";
/** Mid-thought: the moment at which the page opens. */
const OPENING = 13;
/** Characters of a name from outside that are repeated. */
const LONGEST = 60;

/** Until the names of all examples are known. @type {Promise<void>} */
let listed = Promise.resolve();

/** Open what the link names, or the first example in the middle of its backward pass; before that,
 * what was there before a reload. @param {() => Promise<string | null>} goOn null: it is there; else
 * what there is to say of it
 * @param {Promise<void>} words are there when this is done */
export async function openPage(goOn, words) {
  listed = api.getExamples().then((all) => void (state.examples.value = all));
  const [note] = await Promise.all([goOn(), words]);
  if (note === null) state.trouble.value = unknownParts();
  else await followLink([note && t(note), unknownParts()].filter(Boolean).join(" "));
  await listed;
}

/** Go to the moment that the address names; what it cannot name is said, beside an example.
 * @param {string} [note] what is to be said besides */
export async function followLink(note = unknownParts()) {
  const lesson = lessonIn(location.hash);
  if (lesson && (await later("openLesson")(lesson.id, lesson.part))) return;
  if (lesson && state.trace.value) return; // why not is told, or something else was asked for since
  if (namesOwn(location.hash)) {
    const why = await later("openOwnLink")(location.hash);
    if (why === null) return;
    note = [why, note].filter(Boolean).join(" ");
  }
  if (namesCourse(location.search) && (!location.hash || namesOwn(location.hash))) {
    meet();
    await openExample(FIRST);
    rest({ t: OPENING, shown: 0, selected: null }, note);
    return void later("openCourse")();
  }
  if (isNew() && !note && !state.trace.value) return startFirst();
  meet();
  const latest = wish();
  const { moment, why } = await linked();
  if (!latest()) return;
  const opened = moment && (await openMoment(moment));
  const trouble = [why || (opened ? "" : state.trouble.value), note].filter(Boolean).join(" ");
  if (opened) return void (state.trouble.value = trouble);
  if (!moment || !state.trace.value) {
    await openExample(FIRST);
    return rest({ t: OPENING, shown: 0, selected: null }, trouble || state.trouble.value);
  }
  state.trouble.value = trouble;
}

/** What the address names, if anything, and why it cannot be shown. */
async function linked() {
  try {
    const moment = await decode(location.hash);
    if (!moment && isPlayground(location.hash)) return await fromPlayground(location.hash);
    const file = moment ? null : fileOf(location.hash);
    if (file !== null)
      return { moment: null, why: t("link.file", { name: file.slice(0, LONGEST) }) };
    const name = moment?.example;
    if (name && name !== FIRST) await listed;
    if (!name || name === FIRST || state.examples.value.some(({ id }) => id === name))
      return { moment, why: "" };
    return { moment: null, why: t("link.example", { name: name.slice(0, LONGEST) }) };
  } catch (error) {
    if (error instanceof api.Problem) return { moment: null, why: error.message };
    const place = error instanceof Misfit ? error.place : "#";
    return { moment: null, why: t("link.broken", { place: place.slice(0, LONGEST) }) };
  }
}

/** What a fragment of TensorFlow Playground names, behind an address of this page.
 * @param {string} fragment */
async function fromPlayground(fragment) {
  const { experiment, seed, drawn } = await api.post("playground", { link: fragment });
  return { moment: validMoment({ experiment }), why: drawn ? t("playground.drawn", { seed }) : "" };
}

/** What the address wants to hide that is no part of the page, in words. */
function unknownParts() {
  const names = unknownIn(location.search);
  return names.length ? t("hide.unknown", { names: names.join(", ").slice(0, LONGEST) }) : "";
}

/** Show what a link or a file names. @param {Moment} moment @returns {Promise<boolean>} */
export async function openMoment(moment) {
  const { example, experiment, iteration } = moment;
  const opened = experiment
    ? runExperiment(experiment, iteration, begun(moment))
    : openExample(example ?? FIRST, iteration, begun(moment));
  if (!(await opened)) return false;
  rest(moment);
  if (moment.trained) catchUp();
  if (moment.spot !== null) return later("beginHunt")(moment.spot);
  return true;
}

/** Rest at the moment within an iteration, with what was chosen.
 * @param {{t: number, shown: number, selected: Cell | null, grain?: Grain}} at
 * @param {string} [trouble] */
export function rest({ t: time, shown, selected, grain }, trouble = "") {
  const trace = state.trace.value;
  if (!trace) return;
  batch(() => {
    state.trouble.value = trouble;
    state.playing.value = 0;
    state.goal.value = null;
    if (grain) state.grain.value = grain;
    state.time.value = Math.min(time, trace.steps.length);
    state.shown.value = Math.min(shown, trace.batch - 1);
    state.selected.value = selected && exists(selected) ? selected : null;
  });
}

/** What a link says of the line beside its experiment. @param {Moment} moment
 * @returns {Partial<Line>} */
function begun({ checkpoint, branch, test, names, preset }) {
  const said = {
    test,
    names,
    preset: preset ? { name: preset, changed: false } : null,
  };
  if (branch || !checkpoint)
    return { ...said, start: checkpoint, cut: branch && checkpoint?.iteration !== 0 };
  const record = new Record();
  record.keep(checkpoint);
  return { ...said, record };
}

/** @param {string} id @param {number} [iteration] @param {Partial<Line>} [more]
 * @param {import("../../core/lessons/mask.js").Gate | null} [gate] what is not to be seen yet
 * @returns {Promise<boolean>} false too where something else was asked for since */
export async function openExample(id, iteration = 0, more = {}, gate = null) {
  const latest = wish();
  await halt();
  const done = await attempt(async () => {
    const found = latest() ? await api.getTracedExample(id) : null;
    if (!found || !latest()) return;
    state.gate.value = gate;
    const { example, trace } = found;
    const line = lineOf(example.experiment, { ...more, example });
    if (iteration || line.start || line.record.last >= 0) await load(line, iteration);
    else show(line, new Trace(trace));
    if (state.coarseTime.value) state.grain.value = "operation";
  });
  return done && latest();
}

/** Compute and show an iteration; the picture before stays if that fails, or if something else was
 * asked for since.
 * @param {Experiment} experiment @param {number} [iteration] @param {Partial<Line>} [more]
 * @returns {Promise<boolean>} */
export async function runExperiment(experiment, iteration = 0, more = {}) {
  const latest = wish();
  await halt();
  const done = await attempt(async () => {
    if (!latest()) return;
    state.gate.value = null;
    const { experiment: filled, ...held } = await withExamples(experiment);
    await load(lineOf(filled, { ...more, ...held }), iteration);
  });
  return done && latest();
}

/** Open an experiment that waits to be trained. @param {string} preset */
export async function ready(preset) {
  if (!(await runExperiment(presets[preset], 0, { preset: { name: preset, changed: false } })))
    return;
  batch(() => {
    state.grain.value = "epoch";
    settleAt();
    state.selected.value = null;
  });
}
