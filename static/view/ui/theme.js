/** Light, dark or as the system has it; and the projector, which shows stage and timeline only. */
import { effect, signal } from "../../vendor/preact.js";

/** @typedef {"auto" | "light" | "dark"} Theme */

/** @type {Theme[]} */
export const themes = ["auto", "light", "dark"];
export const theme = signal(stored());
export const projector = signal(false);

/** The next theme in turn. */
export function nextTheme() {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length];
}

export function toggleProjector() {
  projector.value = !projector.value;
}

/** @returns {Theme} */
function stored() {
  try {
    return themes.find((name) => name === localStorage.getItem("theme")) ?? "auto";
  } catch {
    return "auto"; // storage is shut in some private windows
  }
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  try {
    localStorage.setItem("theme", theme.value);
  } catch {
    // the choice then lasts as long as the page
  }
});

effect(() => {
  document.documentElement.toggleAttribute("data-projector", projector.value);
});
