/** The design's colours and its face for the canvas, read from the tokens again when the theme changes. */
import { signal } from "../../vendor/preact.js";

const NAMES = ["paper", "panel", "line", "line-2", "ink", "ink-2", "ink-3", "positive", "negative",
  "forward", "loss", "backward", "update",
  "class-3", "class-4", "class-5", "class-6", "font"]; // prettier-ignore

/** @returns {Record<string, string>} */
function read() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((n) => [n, style.getPropertyValue(`--${n}`).trim()]));
}

export const colours = signal(read());

const again = () => (colours.value = read());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
matchMedia("print").addEventListener("change", again);
new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-theme"] });
