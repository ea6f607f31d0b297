/**
 * The runs of many seeds on their way: one at a time, given up when nobody looks any more.
 * @import { Experiment } from "../../core/data/trace.js"
 * @import { SpreadFrame } from "../../core/picture/spread.js"
 * @import { Signal } from "../../vendor/preact.js"
 * @typedef {{of: Experiment, seeds: number[], frames: SpreadFrame[], running: boolean,
 *   problem: string, given: boolean}} Spread  given: its weights are given, so that no seed counts
 */
import { drawn as withDrawn } from "../../core/data/parameters.js";
import { sent } from "../../core/data/experiment.js";
import { signal } from "../../vendor/preact.js";
import { postStream, Problem } from "../server/api.js";
import { Unreachable } from "../server/connection.js";
import { linesOf } from "../server/frames.js";
import { t } from "../ui/words.js";

/** Runs of a spread, and frames of it. */
const RUNS = 100;
const FRAMES = 120;

/** @type {Signal<Spread | null>} */
export const spreadRuns = signal(null);
/** The run that is looked at, by its place among the seeds; null: none. @type {Signal<number | null>} */
export const pickedRun = signal(null);

let going = new AbortController();

/** Train from all seeds. @param {Experiment} of @param {number} iterations
 * @param {{drawn?: boolean}} [how] drawn: weights that are given are drawn instead */
export async function startSpread(of, iterations, { drawn = false } = {}) {
  stopSpread();
  const mine = (going = new AbortController());
  const experiment = drawn ? withDrawn(of) : of;
  const seeds = Array.from({ length: RUNS }, (_, seed) => seed);
  const every = Math.ceil(iterations / FRAMES);
  pickedRun.value = null;
  /** @type {Spread} */
  let now = { of: experiment, seeds, frames: [], running: true, problem: "", given: false };
  const show = (/** @type {Partial<Spread>} */ more) => {
    now = { ...now, ...more };
    if (mine === going) spreadRuns.value = now;
  };
  show({});
  try {
    const order = { experiment: sent(experiment), seeds, iterations, every };
    const body = await postStream("spreads", order, mine.signal);
    for await (const frame of linesOf(body)) show({ frames: [...now.frames, frame] });
    if (now.frames.at(-1)?.end) show({ running: false });
    else throw new Unreachable();
  } catch (error) {
    const told = error instanceof Problem ? error : null;
    const given = !!told?.errors.some(({ pointer }) => pointer === "/experiment/parameters");
    const problem = mine.signal.aborted ? "" : (told?.message ?? t("luck.cut"));
    show({ running: false, problem, given });
  }
}

/** Give up what is on its way; what has come stays. */
export function stopSpread() {
  going.abort();
  if (spreadRuns.value?.running) spreadRuns.value = { ...spreadRuns.value, running: false };
}
