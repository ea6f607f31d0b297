/**
 * The loss over the number that is asked about and a second parameter, as the engine finds it.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Surfaces } from "../../core/picture/surfaces.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { Asked } from "./asked.js"
 * @typedef {Asked & {two: Cell[], ends: [number, number][], way: [number, number][]}} Over
 */
import { posted } from "../../core/data/bytes.js";
import { sent } from "../../core/data/experiment.js";
import { sameCell } from "../../core/data/trace.js";
import { furthest, partnerOf, wayOf, windowOf } from "../../core/explain/two-weights.js";
import { decodeSurfaces } from "../../core/picture/surfaces.js";
import { computed, signal } from "../../vendor/preact.js";
import { examplesAdded, line } from "../control/state.js";
import { postBytes } from "../server/api.js";
import { following } from "../server/latest-request.js";
import { unhurried, whileAsked } from "./asked.js";
import { parameterAt } from "./pulled.js";

/** Points on each axis, and parameters that can be chosen from. */
export const STEPS = 33;
const MOST = 60;

/** Whether the surface is wanted. */
export const overTwo = signal(false);
/** The second parameter; null: the one that moves furthest. @type {import("../../vendor/preact.js").Signal<Cell | null>} */
export const second = signal(null);

const wanted = whileAsked("nudge", parameterAt);

/** The parameters that can be the second. */
export const choices = computed(() =>
  wanted.value && overTwo.value ? furthest(wanted.value.now, MOST) : [],
);

const order = computed(() => {
  const now = wanted.value;
  if (!now || !overTwo.value) return null;
  const own = choices.value.find((cell) => sameCell(cell, second.value));
  const other = own && !sameCell(own, now.cell) ? own : partnerOf(choices.value, now.cell);
  if (!other) return null;
  void examplesAdded.value;
  const two = [now.cell, other];
  const way = wayOf(now.now, line.value?.record.checkpoints ?? [], two);
  const [x, y] = two.map((cell) => now.now.value(cell.tensor, cell.cell));
  return { ...now, two, way, ends: windowOf([x, y], way) };
});

/** @type {ReadonlySignal<Followed<Over, Surfaces> | null>} */
export const surfaced = following(
  order,
  async ({ now, two: [across, up], ends: [x, y] }) => {
    const axis = (/** @type {Cell} */ { tensor, cell }, /** @type {number} */ low, /** @type {number} */ high) => ({ parameter: tensor, cell, low, high }); // prettier-ignore
    return decodeSurfaces(
      await postBytes("surfaces", {
        experiment: sent(now.document.experiment),
        checkpoint: posted(now.checkpoint),
        axes: [axis(up, y[1], y[0]), axis(across, x[0], x[1])],
        steps: STEPS,
        numbers: "float32",
      }),
    );
  },
  unhurried,
);
