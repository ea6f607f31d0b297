/** What is open: the inspector's tab, the panel where panels fold away, the help. */
import { batch, signal } from "../../vendor/preact.js";

/** @typedef {"lesson" | "step" | "matrices" | "output" | "bug" | "check" | "compare" | "luck" | "source"} Tab */

/** @type {import("../../vendor/preact.js").Signal<Tab>} */
export const inspectorTab = signal("step");

/** @type {import("../../vendor/preact.js").Signal<"" | "build" | "inspector">} */
export const openPanel = signal("");

export const helping = signal(false);

export function toggleHelp() {
  helping.value = !helping.value;
}

/** Bring a tab to the front, wherever the inspector is. @param {Tab} tab */
export function showTab(tab) {
  batch(() => {
    inspectorTab.value = tab;
    openPanel.value = "inspector";
  });
}

/** Open a folded panel, or fold it again. @param {"build" | "inspector"} panel */
export function togglePanel(panel) {
  openPanel.value = openPanel.value === panel ? "" : panel;
}
