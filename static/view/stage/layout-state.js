/**
 * The layout of the stage as a signal: it changes with the network and with the room there is.
 * @import { Kernel } from "../../core/picture/labels.js"
 * @import { Layout, Neuron } from "../../core/picture/layout.js"
 * @import { NameAt } from "./parameter.js"
 * @typedef {{w: number, h: number, name: NameAt, close?: boolean, from?: number,
 *   brief?: boolean}} Room  brief: one number at a time, where neurons carry theirs
 */
import { BRIEF, byOp, isShared, placeKernels, placeLabels } from "../../core/picture/labels.js";
import { layout } from "../../core/picture/layout.js";
import { touch } from "../../core/picture/highlight.js";
import { computed, signal } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { stage } from "../lessons/met.js";
import { PAPER, printing } from "../ui/printing.js";
import { lenses, step, training } from "../control/state.js";
import { mapped } from "../server/surfaces.js";
import { openPanel } from "../ui/tabs.js";
import { projector } from "../ui/theme.js";

/** Room for a label: with its symbol, on a wide stage less of it, with the symbol on top, without, with
 * one number at a time, and at the least; close to a neuron's own numbers only where there is no other
 * way. */
const SIZES = /** @type {Room[]} */ ([
  { w: 86, h: 42, name: "beside" },
  { w: 74, h: 42, name: "beside", from: 600 },
  { w: 54, h: 45, name: "over" },
  { w: 54, h: 45, name: "over", close: true },
  { w: 62, h: 36, name: "none" },
  { w: 54, h: 34, name: "none" },
  { w: 54, h: 34, name: "none", close: true },
  { w: BRIEF, h: 23, name: "over", close: true, brief: true },
  { w: BRIEF, h: 14, name: "none", close: true, brief: true },
]);
/** Where the grids of shared weights begin, under the titles, and how high a number of them is. */
const KERNEL_TOP = 44;
const KERNEL_HEIGHTS = [34, 14];
/** Above this many wires they carry no numbers; above that many they are straight. */
const FEW = 60;
const MANY = 200;
/** The room of the stage, and how large its type is (1.5 for a projector). */
export const box = signal({ width: 0, height: 0, scale: 1 });
/** Whether the sentence of the step stands under the stage, in a panel or the first minute's card. */
export const bare = computed(
  () => (openPanel.value === "inspector" || !!stage.value) && box.value.width < PHONE,
);
/** What a line with a formula adds to the foot, what a sentence takes from it. */
const FORMULA = 48;
const SENTENCE = -50;
/** The stage is as wide as the page on a phone. */
const PHONE = 760;
export const picture = computed(() => {
  if (!network.value || !box.value.width) return null;
  const room = printing.value ? PAPER : box.value;
  const foot = (projector.value ? FORMULA : 0) + (bare.value ? SENTENCE : 0);
  return layout(network.value, { ...room, foot }, mapped.value ? "maps" : "numbers");
});
export const curved = computed(() => (picture.value?.edges.length ?? 0) <= MANY);
/** What the step touches; nothing stands out while iterations follow each other. */
export const touched = computed(() =>
  network.value && picture.value && !training.value
    ? touch(network.value, picture.value, step.value)
    : null,
);
/** Where the numbers of wires stand; null where there are too many.
 * @type {import("../../vendor/preact.js").ReadonlySignal<{at: Map<string, {x: number, y: number,
 *   u: number}>, kernels: Kernel[], slim: boolean, name: NameAt, brief?: boolean} | null>} */
export const labels = computed(() => {
  const at = picture.value;
  if (!at || !lenses.value.includes("numbers")) return null;
  if (at.edges.length > FEW) return null;
  const groups = byOp(at.edges.filter((e) => e.cell));
  const shared = groups.filter(isShared).flat();
  const largest = Math.max(...at.columns.flatMap((c) => c.neurons.map(({ r }) => r)));
  const grids = KERNEL_HEIGHTS.map((h) =>
    placeKernels(shared, { w: 46 * at.scale, h: h * at.scale }, KERNEL_TOP * at.scale, largest),
  );
  const kernels = grids.find(Boolean) ?? [];
  const slim = !grids[0]; // one number at a time, the old or the new
  const own = groups.filter((g) => !isShared(g)).flat();
  const avoid = at.detailed
    ? at.columns.flatMap((c, k) => (c.grid ? [] : c.neurons.flatMap(besideIn(at, k))))
    : [];
  for (const { w, h, from = 0, close, ...look } of SIZES) {
    if (box.value.width < from || (look.brief && !at.detailed)) continue;
    const size = { w: w * at.scale, h: h * at.scale };
    const placed = placeLabels(
      own,
      size,
      curved.value,
      close ? avoid.flatMap(tight) : avoid,
      look.brief,
    );
    if (placed) return { at: placed, kernels, slim, ...look };
  }
  return { at: new Map(), kernels, slim, name: "none" };
});

/** The room that the numbers above and below the neurons of a column take: most of it a bias with its
 * old and its new number. @param {Layout} at @param {number} k */
function besideIn({ columns, homes, scale }, k) {
  const of = network.value;
  const back = columns[k].tensors.some((name) => of?.has(`d_${name}`));
  const learns = [...homes].some(
    ([name, home]) =>
      home.where === "badge" &&
      home.column === k &&
      of &&
      !of.tensor(name).of &&
      !of.document.experiment.frozen.includes(name),
  );
  return (/** @type {Neuron} */ { x, y, r }) => [
    { x, y: y - r - 18 * scale, w: 112 * scale, h: 12 * scale, least: back ? 70 * scale : 0 },
    {
      x,
      y: y + r + 22 * scale,
      w: (learns ? 112 : 96) * scale,
      h: 32 * scale,
      least: back ? 96 * scale : 0,
    },
  ];
}

/** What such numbers take at the least: an input has none. @template {{w: number, least: number}} T
 * @param {T} box @returns {T[]} */
const tight = (box) => (box.least ? [{ ...box, w: box.least }] : []);
