/** What the lines of this visit are called: what they are, or what was changed when they began. */
import { bugsOf } from "../../core/data/bugs.js";
import { differences } from "../../core/data/differences.js";
import { firstOf } from "../../core/data/run.js";
import { kindName, optionName, settingName } from "../build/kind-names.js";
import { has, t } from "../ui/words.js";
import { branches } from "./runs-list.js";
import { history, hunting, hunts, line, lines } from "./state.js";

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
