/**
 * Which mistakes make sense in the experiment on show: asked of the server while somebody chooses.
 * @import { Experiment } from "../../core/data/trace.js"
 * @import { BugKind } from "../server/api.js"
 * @typedef {{tensor: string, phase: string, agrees: boolean, cell: number[]}} CheckedStep
 * @typedef {{fitting: {id: string, tensors: string[]}[], steps: CheckedStep[]}} BugReport
 */
import { withBugs } from "../../core/data/bugs.js";
import { sent } from "../../core/data/experiment.js";
import { signal } from "../../vendor/preact.js";
import { getBugs, post } from "../server/api.js";

/** All that there are, by phase; empty until they were asked for.
 * @type {import("../../vendor/preact.js").Signal<BugKind[]>} */
export const allBugs = signal([]);

/** Ids that fit, and the experiment that they fit.
 * @type {import("../../vendor/preact.js").Signal<{of: Experiment | null, ids: string[]}>} */
export const fittingBugs = signal({ of: null, ids: [] });

/** @param {Experiment} experiment @returns {Promise<string[]>} */
export async function askFitting(experiment) {
  if (fittingBugs.value.of === experiment) return fittingBugs.value.ids;
  const order = { experiment: sent(withBugs(experiment, [])) };
  /** @type {[BugReport, BugKind[]]} */
  const [report, every] = await Promise.all([post("bugs", order), kindsOfBugs()]);
  allBugs.value = every;
  const ids = report.fitting.map(({ id }) => id);
  fittingBugs.value = { of: experiment, ids };
  return ids;
}

/** @returns {Promise<BugKind[]>} */
async function kindsOfBugs() {
  return allBugs.value.length ? allBugs.value : getBugs();
}
