/** The lines of this visit that were trained, and the one beside the line on show. */
import { trained } from "../../core/data/run.js";
import { computed, signal } from "../../vendor/preact.js";
import { attempt, load } from "./queue.js";
import { examplesAdded, line, lines } from "./state.js";
import { halt } from "./train.js";
import { settleAt } from "./navigate.js";

/** @import { Line } from "../../core/data/run.js" */

/** Which line is beside the one on show; undefined: the one that it came from; null: none.
 * @type {import("../../vendor/preact.js").Signal<number | null | undefined>} */
export const besideRun = signal(undefined);

/** All trained lines that were made from the same one, in the order of their beginning. */
export const branches = computed(() => {
  void examplesAdded.value;
  const now = line.value;
  const all = [...lines.value, ...(now ? [now] : [])];
  return [...new Map(all.map((one) => [one.id, one])).values()]
    .filter((one) => trained(one) && one.root === now?.root)
    .sort((a, b) => a.id - b.id);
});

/** @type {import("../../vendor/preact.js").ReadonlySignal<Line | null>} */
export const other = computed(() => {
  const now = line.value;
  if (!now || besideRun.value === null) return null;
  const all = branches.value.filter((one) => one.id !== now.id);
  const wanted = besideRun.value === now.id ? undefined : besideRun.value;
  return all.find((one) => one.id === (wanted ?? now.from?.line)) ?? null;
});

/** Show a line where it ended, the present one beside it. @param {Line} one */
export async function goTo(one) {
  await halt();
  const now = line.value;
  await attempt(async () => {
    await load(one, one.record.last);
    if (now && now.id !== one.id) besideRun.value = now.id;
    settleAt();
  });
}
