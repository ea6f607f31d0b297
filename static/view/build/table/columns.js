/** What a column is for: an input or a target, numbers or groups. */
import { html } from "../../../vendor/preact.js";
import { t } from "../../words.js";
import { answer, read, reading } from "./draft.js";

/** @param {{column: number, name: string}} props  column: from 1 */
export function Use({ column, name }) {
  const report = answer.value?.data?.report;
  if (!report) return null;
  const { inputs, targets, categories } = report;
  if (![...inputs, ...targets].includes(column))
    return html`<span class="unused">${t("table.unused")}</span>`;
  const groups = categories.includes(column);
  const told = reading.value.category.includes(column);
  const uses = groups && !told ? ["input", "target"] : ["input", "input-groups", "target", "target-groups"]; // prettier-ignore
  const now = `${targets.includes(column) ? "target" : "input"}${told ? "-groups" : ""}`;
  const choose = (/** @type {any} */ { currentTarget }) => {
    const [role, as] = currentTarget.value.split("-");
    put(column, role === "target", !!as, targets, categories);
  };
  return html`<select
    class="select"
    aria-label=${t("table.use", { name })}
    value=${now}
    onChange=${choose}
  >
    ${uses.map((use) => html`<option value=${use} selected=${use === now}>${t(`table.use.${use}`)}</option>`)}
  </select>`;
}

/** Several columns of numbers can be targets together, groups only alone.
 * @param {number} column @param {boolean} target @param {boolean} told as groups
 * @param {number[]} targets as they are @param {number[]} categories */
function put(column, target, told, targets, categories) {
  const category = reading.value.category.filter((k) => k !== column);
  if (told) category.push(column);
  const was = reading.value.category.includes(column);
  const groups = told || (categories.includes(column) && !was);
  const others = targets.filter((k) => k !== column && !categories.includes(k));
  const now = !target
    ? targets.filter((k) => k !== column)
    : groups
      ? [column]
      : [...others, column];
  read({ category, target: now.sort((a, b) => a - b), targets: "one_hot" });
}
