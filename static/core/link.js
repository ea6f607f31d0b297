/**
 * A link holds the experiment and the moment: a worked example by its name, anything else whole
 * and compressed, with parameters and state to the last bit where a run has changed them. Works on
 * plain http too.
 *
 * @typedef {{example: string | null, experiment: Experiment | null, test: TestData,
 *   names: DataNames | null, iteration: number, checkpoint: Checkpoint | null, branch: boolean,
 *   trained: boolean, preset: string | null, t: number, shown: number, grain: Grain,
 *   selected: Cell | null}} Moment
 *   branch: the run did not begin with the experiment's own initial values, so nothing before the
 *   checkpoint can be computed; trained: what came before is a run with a curve of its loss
 * @import { Grain } from "./frame.js"
 * @import { DataNames } from "./held.js"
 * @import { TestData } from "./line.js"
 * @import { Cell, Checkpoint, Experiment } from "./trace.js"
 */
import { letters, numbers, written } from "./bytes.js";
import { sent } from "./experiment.js";

/** @type {Grain[]} */
export const GRAINS = ["operation", "layer", "phase", "iteration", "epoch"];
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

/** @param {Moment} moment @returns {Promise<string>} what stands behind the # */
export async function encode(moment) {
  const { example, experiment, test, names, iteration, checkpoint } = moment;
  const { branch, trained, preset, t, shown, grain, selected } = moment;
  const fields = new URLSearchParams();
  if (example) fields.set("example", example);
  else if (experiment) {
    fields.set("experiment", await pack(JSON.stringify(sent(experiment))));
    if (test && !experiment.data) fields.set("test", await pack(JSON.stringify(test)));
    if (names && !experiment.data) fields.set("names", await pack(JSON.stringify(names)));
  }
  if (iteration) fields.set("iteration", String(iteration));
  if (checkpoint) fields.set("from", written(checkpoint.values));
  else if (trained) fields.set("trained", "1");
  if (branch) fields.set("branch", "1");
  if (preset) fields.set("preset", preset);
  fields.set("t", String(Math.round(t * 1000) / 1000));
  if (grain !== GRAINS[0]) fields.set("by", grain);
  if (shown) fields.set("shown", String(shown));
  if (selected) fields.set("cell", [selected.tensor, ...selected.cell].join("."));
  return fields.toString();
}

/** @param {string} hash @returns {Promise<Moment | null>} null where nothing is named */
export async function decode(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const [packed, values] = [fields.get("experiment"), fields.get("from")];
  if (!packed && !fields.get("example")) return null;
  const [tensor, ...cell] = (fields.get("cell") ?? "").split(".");
  const iteration = whole(fields.get("iteration"));
  return {
    example: packed ? null : fields.get("example"),
    experiment: await unpacked(packed),
    test: await unpacked(fields.get("test")),
    names: await unpacked(fields.get("names")),
    iteration,
    checkpoint: values ? { iteration, values: numbers(values) } : null,
    branch: fields.has("branch"),
    trained: fields.has("trained") || (!!values && !fields.has("branch")),
    preset: fields.get("preset"),
    t: Math.max(Number(fields.get("t")) || 0, 0),
    shown: whole(fields.get("shown")),
    grain: GRAINS.find((grain) => grain === fields.get("by")) ?? GRAINS[0],
    selected: tensor ? { tensor, cell: cell.map(whole) } : null,
  };
}

/** @param {string | null} text */
const whole = (text) => Math.max(Math.trunc(Number(text)) || 0, 0);

/** @param {string} text */
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return letters(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** @param {string | null} packed */
async function unpacked(packed) {
  if (!packed) return null;
  const binary = atob(packed.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}
