/**
 * The scale that all rings and outlines of a picture have, and the one of all halos: of the gradients
 * that have come so far.
 * @import { Frame } from "../../core/data/frame.js"
 * @import { Layout } from "../../core/picture/layout.js"
 * @import { Scale } from "../../core/picture/scale.js"
 * @import { Trace } from "../../core/data/trace.js"
 */
import { isKnown } from "../../core/data/frame.js";
import { largest, largestIn, meanSize } from "../../core/data/magnitude.js";
import { oneScale } from "../../core/picture/scale.js";
import { flat, size } from "../../core/data/trace.js";
import { computed } from "../../vendor/preact.js";
import { frame, known, lenses, trace } from "../control/state.js";
import { mapped } from "../server/surfaces.js";
import { picture } from "./layout-state.js";

/** A ring is of one example, so the largest of the batch counts; an outline is a mean over it.
 * @param {Trace} trace @param {Layout} at @param {Frame} frame @param {boolean} mean
 * @returns {Scale | null} null where no gradient has come */
export function ringScale(trace, at, frame, mean) {
  const found = at.columns.flatMap(({ tensors, neurons }) => {
    const name = ringOf(trace, frame, tensors);
    if (!name) return [];
    const values = trace.view(name);
    if (!mean) return [largest(values)];
    const cells = trace.tensor(name).shape.slice(1);
    return [Math.max(...neurons.map((n) => meanSize(values, flat(n.place, cells), size(cells))))];
  });
  return found.length ? oneScale(found) : null;
}

/** That of the picture on show; null where none is drawn. */
export const shownScale = computed(() =>
  trace.value && picture.value && frame.value && lenses.value.includes("gradients")
    ? ringScale(trace.value, picture.value, frame.value, mapped.value)
    : null,
);

/** The scale that the halos of all wires have, of the gradients that have come. @param {Trace} trace
 * @param {Layout} at @returns {Scale | null} */
export function haloScale(trace, at) {
  const names = new Set(at.edges.flatMap(({ cell }) => (cell ? [`d_${cell.tensor}`] : [])));
  const come = [...names].filter((name) => trace.has(name) && known(name));
  return come.length ? oneScale(come.map((name) => largestIn(trace, name))) : null;
}

/** That of the picture on show. */
export const shownHalos = computed(() =>
  trace.value && picture.value && lenses.value.includes("gradients")
    ? haloScale(trace.value, picture.value)
    : null,
);

/** The gradient to draw: δ where it has come, else what has reached the activation.
 * @param {Trace} trace @param {Frame} frame @param {string[]} tensors */
export function ringOf(trace, frame, tensors) {
  const come = tensors.map((t) => `d_${t}`).filter((d) => trace.has(d) && isKnown(trace, frame, d));
  return come[0] ?? null;
}
