/** The lines of this visit that were trained, what each is called, and the one beside the line on show. */
import { bugsOf } from "../../core/data/bugs.js";
import { differences } from "../../core/data/differences.js";
import { firstOf, trained } from "../../core/data/run.js";
import { computed, signal } from "../../vendor/preact.js";
import { kindName, optionName, settingName } from "../build/kind-names.js";
import { attempt, load } from "./queue.js";
import { examplesAdded, history, hunting, hunts, line, lines } from "./state.js";
import { halt } from "./train.js";
import { settleAt } from "./navigate.js";
import { has, t } from "../ui/words.js";

/** @import { Difference, Plain } from "../../core/data/differences.js"
 * @import { Line } from "../../core/data/run.js" */

/** What the build panel calls a field. @type {Record<string, string>} */
const FIELDS = {
  loss: "build.loss",
  optimizer: "build.optimizer",
  learning_rate: "build.rate",
  batch: "build.batch",
  schedule: "build.schedule",
  clip: "build.clip",
  penalty: "build.penalty",
  shuffle: "build.shuffle",
  remainder: "build.remainder",
  seed: "build.seed",
  initial: "build.initial",
  initial_bias: "build.initial-bias",
  data: "build.data",
  inputs: "build.inputs",
  targets: "build.targets",
  bugs: "break.one",
};

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

/** What a line is called: what it is, or what was changed when it began. @param {Line} one */
export function runName(one) {
  const number = branches.value.indexOf(one) + 1;
  const parent = parentOf(one);
  const bugs = bugsOf(one.experiment).join(" ");
  const named = (/** @type {string} */ what) => t("branch.name", { number, what });
  if (isRightRun(one)) return named(t("branch.right"));
  if (one.replaced) return named(t("branch.own-number"));
  if (!parent && bugs) return named(`${t("break.one")}: ${toldBugs(bugs)}`);
  if (!parent) return t("branch.first", { number });
  const changes = differences(parent.experiment, one.experiment);
  const what = changes.length ? changed(changes[0]) : t("branch.by-hand");
  const more = changes.length > 1 ? t("branch.more", { count: changes.length - 1 }) : "";
  return named(`${what} ${more}`.trim());
}

/** @param {Line} one */
const parentOf = ({ from }) =>
  [...lines.value, line.value].find((other) => other && other.id === from?.line) ?? null;

/** Whether a line is the one that it came from without its mistakes, or without a person's own number,
 * from its beginning. @param {Line} one */
export function isRightRun(one) {
  const parent = parentOf(one);
  if (!parent || one.replaced || bugsOf(one.experiment).length) return false;
  const changes = differences(parent.experiment, one.experiment);
  const wrong = parent.replaced ? changes.length === 0 : bugsOf(parent.experiment).length > 0;
  return (
    wrong && firstOf(one) === firstOf(parent) && changes.every(({ field }) => field === "bugs")
  );
}

/** A difference in words. @param {Difference} difference */
export function changed({ field, layer, setting, before, after }) {
  const place = layer === null ? "" : `${t("branch.layer", { layer: layer + 1 })} `;
  const named =
    setting === null ? t(FIELDS[field] ?? `branch.field.${field}`) : settingName(field, setting);
  const label = `${place}${named}`;
  if (before === null && after === null) return label;
  const tell = field === "bugs" ? toldBugs : told;
  return `${label}: ${tell(before)} → ${tell(after)}`;
}

/** While one is to be found its name is not told. @param {Plain} value */
function toldBugs(value) {
  if (value === null) return t("build.none");
  if (hunting.value || isToBeFound(value)) return "?";
  return String(value)
    .split(" ")
    .map((id) => t(`bug.${id}.name`))
    .join(", ");
}

/** Whether a line that was left has just these mistakes, still to be found. @param {Plain} value */
function isToBeFound(value) {
  const { past, future } = history.value;
  return [...lines.value, ...[...past, ...future].map((entry) => entry.line)].some(
    ({ spot, experiment }) =>
      spot !== null && !hunts.get(spot)?.found && bugsOf(experiment).join(" ") === value,
  );
}

/** @param {Plain} value */
function told(value) {
  if (value === null) return t("build.none");
  if (typeof value === "boolean") return optionName(value ? "yes" : "no");
  if (typeof value === "string") return has(`kind.${value}`) ? kindName(value) : optionName(value);
  return String(value);
}

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
