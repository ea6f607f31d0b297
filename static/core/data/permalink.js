/**
 * A link holds the experiment and the moment: a worked example by its name, anything else whole
 * and compressed, with parameters and state to the last bit where a run has changed them. Works on
 * plain http too.
 *
 * @typedef {{example: string | null, experiment: Experiment | null, test: TestData,
 *   names: DataNames | null, iteration: number, checkpoint: Checkpoint | null, branch: boolean,
 *   trained: boolean, preset: string | null, t: number, shown: number, grain: Grain,
 *   selected: Cell | null, spot: number | null}} Moment
 *   branch: the run did not begin with the experiment's own initial values, so nothing before the
 *   checkpoint can be computed; spot: which deliberate mistake is to be found; trained: what came before is a run with a curve of its loss
 * @import { Grain } from "./frame.js"
 * @import { DataNames } from "./test-split.js"
 * @import { TestData } from "./run.js"
 * @import { Cell, Checkpoint, Experiment } from "./trace.js"
 */
import { readNumbers, writtenNumbers } from "./bytes.js";
import { demand } from "./checks.js";
import { sent } from "./experiment.js";
import { GRAINS } from "./frame.js";
import { INFLATED, LONGEST, pack, unpacked } from "./packed.js";
import { validMoment } from "./validate.js";

/** More numbers than this go into a file only. */
const MOST = 20_000;

/** The moment as far as it goes into a link. Where there are too many numbers, those of a run are
 * computed again by whoever opens it; those of a branch cannot be, so that it begins anew.
 * @param {Moment} moment @returns {Moment} */
export function fitting(moment) {
  if ((moment.checkpoint?.values.length ?? 0) <= MOST) return moment;
  const small = { ...moment, checkpoint: null, branch: false };
  return moment.branch ? { ...small, iteration: 0, trained: false } : small;
}

/** What of a moment does not go into a link: a run, which is computed again, or what a branch has
 * become. @param {Moment} moment @returns {"run" | "branch" | ""} */
export function lost(moment) {
  if (fitting(moment) === moment) return "";
  return moment.branch ? "branch" : "run";
}

/** @param {Moment} moment @returns {Promise<string>} what stands behind the #; empty where there are
 * more examples and weights than a link can hold: they go into a file only */
export async function encode(moment) {
  const { example, experiment, test, names, iteration, checkpoint } = moment;
  const { branch, trained, preset, t, shown, grain, selected, spot } = moment;
  const fields = new URLSearchParams();
  if (example) fields.set("example", example);
  else if (experiment) {
    const text = JSON.stringify(sent(experiment));
    if (text.length > INFLATED) return "";
    fields.set("experiment", await pack(text));
    if (test && !experiment.data) fields.set("test", await pack(JSON.stringify(test)));
    if (names && !experiment.data) fields.set("names", await pack(JSON.stringify(names)));
  }
  if (iteration) fields.set("iteration", String(iteration));
  if (checkpoint) fields.set("from", writtenNumbers(checkpoint.values));
  else if (trained) fields.set("trained", "1");
  if (branch) fields.set("branch", "1");
  if (preset) fields.set("preset", preset);
  if (Number.isInteger(spot)) fields.set("spot", String(spot));
  fields.set("t", String(Math.round(t * 1000) / 1000));
  if (grain !== GRAINS[0]) fields.set("by", grain);
  if (shown) fields.set("shown", String(shown));
  if (selected) fields.set("cell", [selected.tensor, ...selected.cell].join("."));
  const hash = fields.toString();
  return hash.length > LONGEST ? "" : hash;
}

const FILE = "file";

/** What stands behind the # of a link for whoever has the file. @param {string} name of the file */
export const forFile = (name) => new URLSearchParams({ [FILE]: name }).toString();

/** The file that a link is for; null: it holds all itself. @param {string} hash */
export const fileOf = (hash) => new URLSearchParams(hash.replace(/^#/, "")).get(FILE);

/** @param {string} hash @returns {Promise<Moment | null>} null where nothing is named
 * @throws {Misfit} where something in it is not as it must be */
export async function decode(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const packed = fields.get("experiment");
  if (!packed && !fields.get("example")) return null;
  const [values, cell] = [fields.get("from"), fields.get("cell")];
  const iteration = number(fields.get("iteration"), "iteration");
  return validMoment({
    example: packed ? null : fields.get("example"),
    experiment: await unpacked(packed, "experiment"),
    test: await unpacked(fields.get("test"), "test"),
    names: await unpacked(fields.get("names"), "names"),
    iteration,
    checkpoint: values ? { iteration, values: readNumbers(values, "from") } : null,
    branch: fields.has("branch"),
    trained: fields.has("trained") || (!!values && !fields.has("branch")),
    preset: fields.get("preset"),
    t: number(fields.get("t"), "t"),
    shown: number(fields.get("shown"), "shown"),
    grain: fields.get("by"),
    selected: cell && cellOf(cell),
    spot: fields.has("spot") ? number(fields.get("spot"), "spot") : null,
  });
}

/** @param {string | null} text @param {string} place */
function number(text, place) {
  const found = Number(text ?? 0);
  demand(Number.isFinite(found), place);
  return found;
}

/** @param {string} text */
function cellOf(text) {
  const [tensor, ...cell] = text.split(".");
  return { tensor, cell: cell.map((place) => number(place, "cell")) };
}
