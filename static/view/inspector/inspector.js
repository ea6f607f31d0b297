/** The panel that explains: the step or the chosen thing, its matrices, and the source's numbers. */
import { html, useLayoutEffect, useRef } from "../../vendor/preact.js";
import { astray, ownNumber } from "../bugs/right-run.js";
import { BugTab } from "../bugs/tab.js";
import { entries } from "../grading/answers-state.js";
import { CheckTab } from "../grading/tab.js";
import { branches } from "../control/runs-list.js";
import { CompareTab } from "../compare/tab.js";
import { Icon } from "../ui/icon.js";
import { LuckTab } from "../luck/tab.js";
import { spreadRuns } from "../luck/spread-run.js";
import { MatricesTab } from "./matrices.js";
import { StepTab } from "./step.js";
import { OutputTab } from "../output/output.js";
import { Published } from "./published.js";
import { lesson } from "../lessons/course.js";
import { LedgerEntry } from "../lessons/ledger-entry.js";
import { LessonTab } from "../lessons/tab.js";
import { example, gate, hunting, line } from "../control/state.js";
import { inspectorTab, openPanel } from "../ui/tabs.js";
import { usePointing } from "../ui/tex.js";
import { t } from "../ui/words.js";

/** @typedef {import("../ui/tabs.js").Tab} Tab */

/** More tabs than this stand closer together. */
const MANY = 4;

export function Inspector() {
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  usePointing(root);
  const tabs = tabsNow();
  const open = tabs.find(({ id }) => id === inspectorTab.value) ?? tabs[0];
  // A tab opens where it begins, not as far down as one had read in another.
  useLayoutEffect(() => root.current?.scrollTo(0, 0), [open.id]);
  return html`<aside
    class="inspector"
    ref=${root}
    aria-label=${t("inspector.label")}
    data-open=${openPanel.value === "inspector" || undefined}
  >
    <button
      type="button"
      class="button quiet icon-only only-phone inspector-close"
      aria-label=${t("inspector.close")}
      onClick=${() => (openPanel.value = "")}
    >
      <${Icon} name="close" />
    </button>
    <div
      role="tablist"
      class=${tabs.length > MANY ? "many" : ""}
      aria-label=${t("inspector.label")}
      onKeyDown=${(/** @type {KeyboardEvent} */ e) => move(e, tabs, open.id)}
    >
      ${tabs.map(
        ({ id, name }) =>
          html`<button
            type="button"
            role="tab"
            key=${id}
            id=${`tab-${id}`}
            aria-selected=${String(id === open.id)}
            aria-controls="inspector-panel"
            tabindex=${id === open.id ? 0 : -1}
            onClick=${() => (inspectorTab.value = id)}
          >
            ${name}
          </button>`,
      )}
    </div>
    <div role="tabpanel" id="inspector-panel" aria-labelledby=${`tab-${open.id}`}>
      <${open.panel} key=${open.id} />
    </div>
  </aside>`;
}

const MatricesAndLedger = () => html`<${MatricesTab} /><${LedgerEntry} />`;

/** The source's numbers have a tab where there is a source. @returns {{id: Tab, name: string, panel: any}[]} */
function tabsNow() {
  /** @type {{id: Tab, name: string, panel: any}[]} */
  const tabs = [];
  if (lesson.value || inspectorTab.value === "lesson")
    tabs.push({ id: "lesson", name: t("lesson"), panel: LessonTab });
  if (inspectorTab.value === "check" || Object.keys(entries.value).length)
    tabs.push({ id: "check", name: t("check.title"), panel: CheckTab });
  tabs.push(
    { id: "step", name: t("inspector.step"), panel: StepTab },
    { id: "matrices", name: t("inspector.matrices"), panel: MatricesAndLedger },
    { id: "output", name: t("inspector.output"), panel: OutputTab },
  );
  if (hunting.value)
    tabs.splice(
      tabs.findIndex(({ id }) => id === "matrices"),
      1,
    ); // it tells rules
  // What the network answers, or another line or the source has, would tell what is asked.
  if (gate.value) return tabs.filter(({ id }) => id !== "output");
  if (astray.value)
    tabs.push({
      id: "bug",
      name: t(ownNumber.value ? "lesson.play.mine" : "break.tab"),
      panel: BugTab,
    });
  if (branches.value.some((one) => one.id !== line.value?.id))
    tabs.push({ id: "compare", name: t("inspector.compare"), panel: CompareTab });
  if (spreadRuns.value || inspectorTab.value === "luck")
    tabs.push({ id: "luck", name: t("luck.tab"), panel: LuckTab });
  if (example.value) tabs.push({ id: "source", name: t("inspector.source"), panel: Published });
  return tabs;
}

/** Arrow keys go through the tabs, round and round. @param {KeyboardEvent} event
 * @param {{id: Tab}[]} tabs @param {Tab} now */
function move(event, tabs, now) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const at = tabs.findIndex(({ id }) => id === now);
  const next = tabs[(at + by + tabs.length) % tabs.length];
  event.preventDefault();
  event.stopPropagation();
  inspectorTab.value = next.id;
  document.getElementById(`tab-${next.id}`)?.focus();
}
