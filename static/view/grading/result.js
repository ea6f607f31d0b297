/** The outcome: whether all is right, where it first goes wrong, which mistake explains it. */
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { html, useState } from "../../vendor/preact.js";
import { showBugs } from "../bugs/switch-bugs.js";
import { choose, seek } from "../control/actions.js";
import { trace } from "../control/state.js";
import { showTab } from "../ui/tabs.js";
import { t } from "../ui/words.js";
import { cover, covered, result } from "./answers-state.js";

/** @import { Explanation, Grading } from "./answers-state.js" */

export function GradingResult() {
  const found = result.value?.answer;
  if (!found || !trace.value) return html`<div role="status"></div>`;
  const { verdict, counts, explanations, decide } = found;
  return html`<div class="graded" role="status" data-verdict=${verdict}>
    <h3>${t(`check.result.${verdict}`, { given: counts.given })}</h3>
    ${verdict !== "right" && html`<p class="caption">${told(counts)}</p>`}
    ${found.first_wrong && html`<${FirstWrong} found=${found} />`}
    ${explanations.length > 1 && html`<p>${t("check.several")}</p>`}
    ${explanations.map((one, k) => html`<${Explained} key=${k} one=${one} />`)}
    ${verdict === "wrong" && !explanations.length && html`<p>${t("check.no-name")}</p>`}
    ${decide && html`<${Deciding} found=${found} />`}
  </div>`;
}

/** @param {{found: Grading}} props */
function FirstWrong({ found }) {
  const [open, tell] = useState(false);
  const now = trace.value;
  const at = found.first_wrong;
  const cell = found.cells.find(
    (one) => one.tensor === at?.tensor && `${one.cell}` === `${at.cell}`,
  );
  if (!now || !at || !cell) return null;
  const name = cellText(now, at);
  const look = () => {
    if (covered.value) cover(false);
    if (at.step !== null) {
      const step = now.writer.get(at.tensor);
      if (step !== undefined) seek(step + 1);
    }
    choose({ tensor: at.tensor, cell: at.cell });
    showTab("step");
  };
  return html`<p>
      ${t("check.first", { name, given: short(cell.given) })}
      ${" "}${open && t("check.expected", { name, value: short(cell.from_own ?? cell.expected) })}
    </p>
    <div class="tools">
      ${!open && html`<button type="button" class="button" onClick=${() => tell(true)}>${t("check.tell")}</button>`}
      <button type="button" class="button" onClick=${look}>${t("check.look")}</button>
    </div>`;
}

/** @param {{one: Explanation}} props */
function Explained({ one }) {
  if (one.kind === "convention")
    return html`<div class="explanation" data-kind="convention">
      <p>${one.keys.map((key) => t(key)).join(" ")}</p>
      ${one.order && html`<p class="caption">${t("check.order", { order: one.order.map((k) => k + 1).join(", ") })}</p>`}
    </div>`;
  const show = () => {
    if (covered.value) cover(false);
    return showBugs(one.bugs);
  };
  return html`<div class="explanation" data-kind="bug">
    ${one.bugs.map(
      (id) =>
        html`<p key=${id}><strong>${t(`bug.${id}.name`)}</strong><br />${t(`bug.${id}.text`)}</p>`,
    )}
    <button type="button" class="button" onClick=${show}>${t("check.show-me")}</button>
  </div>`;
}

/** What would tell several explanations apart. @param {{found: Grading}} props */
function Deciding({ found: { decide, explanations } }) {
  const now = trace.value;
  if (!now || !decide) return null;
  return html`<p>${t("check.decide", { name: cellText(now, decide) })}</p>
    <ul>
      ${explanations.map(
        (one, k) =>
          html`<li key=${k}>
            ${t("check.decides", { value: short(decide.values[k]), name: titleOfExplanation(one) })}
          </li>`,
      )}
    </ul>`;
}

/** @param {Explanation} one */
const titleOfExplanation = (one) =>
  one.kind === "bug"
    ? one.bugs.map((id) => t(`bug.${id}.name`)).join(" + ")
    : t("check.convention");

/** How many of each verdict there are. @param {Record<string, number>} counts */
const told = (counts) =>
  ["right", "follows", "convention", "wrong"]
    .filter((verdict) => counts[verdict])
    .map((verdict) => `${t(`check.verdict.${verdict}`)}: ${counts[verdict]}`)
    .join(" · ");
