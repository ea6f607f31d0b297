/** The worked example that the experiment comes from, also once it has been changed. */
import { computed } from "../../vendor/preact.js";
import { history, line, lines } from "./state.js";
import { has, t } from "../ui/words.js";

/** @import { Example, ExampleRow } from "../server/api.js" */

/** The example at the root of each line that was seen. @type {Map<number, Example>} */
const roots = new Map();

/** @type {import("../../vendor/preact.js").ReadonlySignal<Example | null>} */
export const origin = computed(() => {
  const now = line.value;
  if (!now) return null;
  const { past, future } = history.value;
  const known = [now, ...lines.value, ...[...past, ...future].map((entry) => entry.line)];
  for (const { root, example } of known) if (example) roots.set(root, example);
  return roots.get(now.root) ?? null;
});

/** What a worked example is called; published ones keep their author's title.
 * @param {ExampleRow} row */
export function titleOf({ id, title }) {
  return has(`example.${id}`) ? t(`example.${id}`) : title;
}

/** @param {ExampleRow} row */
export function authorOf({ id, author }) {
  return has(`author.${id}`) ? t(`author.${id}`) : author;
}
