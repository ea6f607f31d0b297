/** By what time goes: by steps of an iteration, or by whole ones. */
import { halt } from "./train.js";
import { settle } from "./travel.js";
import { coarse, grain, time } from "./state.js";

/** @import { Grain } from "../core/frame.js" */

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
