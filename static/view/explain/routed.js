/**
 * The routes of a number to the loss, and which of them is lit on the stage.
 * @import { Routes } from "../../core/picture/routes.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { Asked } from "./asked.js"
 */
import { nudgeableAt } from "../../core/explain/nudgeable.js";
import { cellsAlong, wiresAlong } from "../../core/picture/routes.js";
import { computed, signal } from "../../vendor/preact.js";
import { following } from "../server/latest-request.js";
import { picture } from "../stage/layout-state.js";
import { trace } from "../control/state.js";
import { openQuestion, unhurried, whileAsked } from "./asked.js";
import { askEngine } from "./engine.js";

/** So many routes are asked for. */
const MOST = 200;

/** Which route is lit; null: none. @type {import("../../vendor/preact.js").Signal<number | null>} */
export const lit = signal(null);

/** @type {ReadonlySignal<Followed<Asked, Routes> | null>} */
export const routed = following(
  whileAsked("paths", nudgeableAt),
  ({ now, cell }) => askEngine("paths", now, { ...cell, most: MOST }),
  unhurried,
);

/** The wires of the route that is lit, and the sign of what it brings; null: none.
 * @type {ReadonlySignal<{wires: Set<string>, positive: boolean} | null>} */
export const litWires = computed(() => {
  const [at, found, now] = [picture.value, routed.value?.answer, trace.value];
  if (openQuestion.value !== "paths" || lit.value === null || !at || !found || !now) return null;
  const path = found.paths[lit.value];
  if (!path) return null;
  const wires = wiresAlong(at, now, cellsAlong(found, path));
  return { wires, positive: path.product >= 0 };
});
