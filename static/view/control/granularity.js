/** By what time goes: by steps of an iteration, or by whole ones. */
import { epochOf } from "../../core/data/run.js";
import { coarseTime, grain, line, time } from "./state.js";
import { halt, train } from "./train.js";
import { settleAt } from "./navigate.js";

/** @import { Grain } from "../../core/data/frame.js" */

/** @type {Grain[]} */
export const grains = ["operation", "layer", "phase", "iteration", "epoch"];

/** @param {Grain} wanted */
export async function setGrain(wanted) {
  const before = coarseTime.value;
  grain.value = wanted;
  if (before === coarseTime.value) return;
  await halt();
  settleAt(coarseTime.value ? undefined : time.value);
}

/** Train, whatever time went by until now: by whole epochs, or iterations where that is the same. */
export async function startTraining() {
  const each = line.value ? epochOf(line.value.experiment) : 1;
  await setGrain(each > 1 ? "epoch" : "iteration");
  await train();
}
