/** By what time goes: by steps of an iteration, or by whole ones. */
import { epochOf } from "../../core/data/run.js";
import { coarse, grain, line, time } from "./state.js";
import { halt, train } from "./train.js";
import { settle } from "./navigate.js";

/** @import { Grain } from "../../core/data/frame.js" */

/** @type {Grain[]} */
export const grains = ["operation", "layer", "phase", "iteration", "epoch"];

/** @param {Grain} wanted */
export async function setGrain(wanted) {
  const before = coarse.value;
  grain.value = wanted;
  if (before === coarse.value) return;
  await halt();
  settle(coarse.value ? undefined : time.value);
}

/** Train, whatever time went by until now: by whole epochs, or iterations where that is the same. */
export async function startTraining() {
  const each = line.value ? epochOf(line.value.experiment) : 1;
  await setGrain(each > 1 ? "epoch" : "iteration");
  await train();
}
