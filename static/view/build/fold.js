/**
 * Whoever reads a lesson on a wide screen needs the network and the lesson: the build panel is folded to
 * a rail, until somebody asks for it. Narrow screens fold it anyway (ui/tabs.js).
 */
import { computed, effect, html, signal } from "../../vendor/preact.js";
import { line } from "../control/state.js";
import { lesson, making } from "../lessons/course.js";
import { shows } from "../ui/hidden-parts.js";
import { Icon } from "../ui/icon.js";
import { inspectorTab, openPanel } from "../ui/tabs.js";
import { t } from "../ui/words.js";

/** Whether somebody has asked for the panel. */
const wanted = signal(false);

/** The course or a lesson is read, and none is being written: that begins with the network. */
const reading = computed(
  () => !!lesson.value || (inspectorTab.value === "lesson" && !making.value),
);

/** What was there before. @type {{id?: string, root?: number}} */
let before = {};

effect(() => {
  const [id, root] = [lesson.value?.id, line.value?.root];
  const other = id ? id !== before.id : root !== before.root;
  if (!reading.value) wanted.value = false;
  else if (other) wanted.value = !id; // beside the list somebody opened a network of their own
  before = { id, root };
});

effect(() => {
  const folded = shows("build") && reading.value && !wanted.value;
  document.documentElement.toggleAttribute("data-folded", folded);
});

/** Whether a lesson opened the panel over itself, on a phone: closed again, it gives the lesson back. */
let covers = false;

effect(() => {
  if (openPanel.value === "build") return;
  if (covers && !openPanel.value) openPanel.value = "inspector";
  covers = false;
});

export function FoldButton() {
  if (!reading.value) return null;
  return html`<button
    class="button quiet icon-only only-wide unfold"
    aria-label=${t("build.panel")}
    title=${t("build.panel")}
    aria-expanded=${String(wanted.value)}
    onClick=${() => (wanted.value = !wanted.value)}
  >
    <${Icon} name="menu" />
  </button>`;
}

/** Open the panel where a field of the experiment is. @param {string} name */
export function openBuild(name) {
  wanted.value = true;
  covers ||= openPanel.value === "inspector";
  openPanel.value = "build";
  requestAnimationFrame(() => {
    const field = fieldFor(name);
    const fold = field?.closest("details");
    if (fold) fold.open = true;
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  });
}

/** @param {string} name @returns {HTMLElement | null} */
const fieldFor = (name) =>
  document.querySelector(
    `.build :is(select[name="${name}"], select[name^="${name}."], input[name="${name}"], [data-field="${name}"])`,
  );
