/** The steps as one row of segments; over it a range input whose thumb is the marker. */
import { sentence } from "../../core/explain/sentence.js";
import { computed, html } from "../../vendor/preact.js";
import { seek, stepBy } from "../control/actions.js";
import { index, playing, step, time, trace } from "../control/state.js";
import { first, t } from "../ui/words.js";

/** @import { Phase } from "../../core/data/trace.js" */

/** Places of the marker within a step while time runs. */
const FINE = 32;

export function Track() {
  return html`<div class="track">
    ${groups.value.map((group) => html`<${PhasePart} key=${group.start} ...${group} />`)}
    <${Scrub} />
  </div>`;
}

/** The phases in order, each with its first step and how many it has. A mistake may make a phase come
 * more than once. */
const groups = computed(() => {
  /** @type {{phase: Phase, start: number, count: number}[]} */
  const found = [];
  trace.value?.steps.forEach(({ phase }, k) => {
    const last = found.at(-1);
    if (last?.phase === phase) last.count++;
    else found.push({ phase, start: k, count: 1 });
  });
  return found;
});

/** @param {{phase: Phase, start: number, count: number}} props */
function PhasePart({ phase, start, count }) {
  return html`<div class="phase" data-phase=${phase} style=${{ "--steps": count }}>
    <button class="phase-name" onClick=${() => seek(start + 1)}>${t(`phase.${phase}`)}</button>
    <div class="ticks" aria-hidden="true">
      ${Array.from({ length: count }, (_, k) => html`<${Tick} key=${k} of=${start + k} />`)}
    </div>
  </div>`;
}

/** @param {{of: number}} props */
function Tick({ of }) {
  const state = of < index.value ? "done" : of === index.value ? "now" : "later";
  return html`<span data-state=${state}></span>`;
}

/** Where we are, in words. */
const spoken = computed(() => {
  const current = trace.value;
  if (!current) return "";
  const { keys, values } = sentence(current, step.value);
  const place = t("timeline.place", { step: index.value + 1, steps: current.steps.length });
  return `${step.value ? place : ""} ${first(keys, values)}`.trim();
});

/** Where the marker stands. While time runs it moves on by about a pixel at a time, and not in every
 * frame: each time the browser lays the whole slider out and paints it. */
const marker = computed(() => (playing.value ? Math.round(time.value * FINE) / FINE : time.value));

/** Bound to the time itself, so that nothing else is drawn again while it runs. */
function Scrub() {
  return html`<input
    class="scrub"
    type="range"
    min="0"
    max=${trace.value?.steps.length ?? 0}
    step="any"
    value=${marker}
    aria-label=${t("timeline.scrub")}
    aria-valuetext=${spoken}
    onInput=${(/** @type {any} */ e) => seek(Number(e.currentTarget.value))}
    onKeyDown=${onKey}
  />`;
}

/** @type {Record<string, () => void>} */
const moves = {
  ArrowRight: () => stepBy(1),
  ArrowUp: () => stepBy(1),
  ArrowLeft: () => stepBy(-1),
  ArrowDown: () => stepBy(-1),
  PageUp: () => nextPhase(1),
  PageDown: () => nextPhase(-1),
  Home: () => seek(0),
  End: () => seek(trace.value?.steps.length ?? 0),
};

/** @param {KeyboardEvent} event */
function onKey(event) {
  const move = moves[event.key];
  if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  move();
}

/** @param {1 | -1} direction */
function nextPhase(direction) {
  const starts = groups.value.map((group) => group.start + 1);
  const now = index.value + 1;
  const next = direction > 0 ? starts.find((s) => s > now) : starts.findLast((s) => s < now);
  if (next !== undefined) seek(next);
}
