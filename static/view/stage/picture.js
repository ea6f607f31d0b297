/** The layout of the stage as a signal: it changes with the trace and with the room there is. */
import { placeLabels } from "../../core/labels.js";
import { layout } from "../../core/places.js";
import { computed, signal } from "../../vendor/preact.js";
import { lenses, trace } from "../state.js";

/** Above this many wires they are straight and carry no numbers. */
const FEW = 60;
export const box = signal({ width: 0, height: 0 });
export const picture = computed(() =>
  trace.value && box.value.width ? layout(trace.value, box.value) : null,
);
export const curved = computed(() => (picture.value?.edges.length ?? 0) <= FEW);
/** Where the numbers of wires stand; null where they do not fit. */
export const labels = computed(() => {
  const at = picture.value;
  if (!at || !curved.value || !lenses.value.includes("numbers")) return null;
  const wires = at.edges.filter((e) => e.cell);
  const wide = placeLabels(wires, { w: 74, h: 40 }, true);
  if (wide) return { at: wide, compact: false };
  const tight = placeLabels(wires, { w: 56, h: 36 }, true);
  return tight && { at: tight, compact: true };
});
