/** The lines of this visit that were trained, and the one that the line on show is compared with. */
import { trained } from "../core/line.js";
import { computed, signal } from "../vendor/preact.js";
import { line, lines } from "./state.js";

/** @import { Line } from "../core/line.js" */

/** Which line is beside the one on show; undefined: the one that it came from; null: none.
 * @type {import("../vendor/preact.js").Signal<number | null | undefined>} */
export const beside = signal(undefined);

/** @type {import("../vendor/preact.js").ReadonlySignal<Line | null>} */
export const other = computed(() => {
  const now = line.value;
  if (!now || beside.value === null) return null;
  const wanted = beside.value === now.id ? undefined : beside.value;
  const id = wanted ?? now.from?.line;
  const found = lines.value.find((one) => one.id === id);
  return found && found.id !== now.id && trained(found) ? found : null;
});
