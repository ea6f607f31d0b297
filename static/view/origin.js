/** The worked example that the experiment comes from, also once it has been changed: as long as it
 * starts from the same parameters. */
import { equal } from "../core/form.js";
import { computed } from "../vendor/preact.js";
import { example, experiment } from "./state.js";
import { has, t } from "./words.js";

/** @import { Example, ExampleRow } from "./api.js" */

/** @type {Example | null} */
let last = null;

/** @type {import("../vendor/preact.js").ReadonlySignal<Example | null>} */
export const origin = computed(() => {
  last = example.value ?? last;
  const now = experiment.value?.parameters;
  return last && now && equal(now, last.experiment.parameters) ? last : null;
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
