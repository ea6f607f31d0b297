/**
 * The first minute, for who opens the page for the first time and without a link: one question before
 * anything is revealed, the first iteration, the loss before and after, fifty more, and the ways in.
 */
import { short } from "../../core/data/number.js";
import { later } from "../ui/later.js";
import { effect, html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { seek, turn } from "../control/actions.js";
import { openExample, ready, rest } from "../control/open.js";
import * as state from "../control/state.js";
import { train } from "../control/train.js";
import { showTab } from "../ui/tabs.js";
import { t } from "../ui/words.js";
import { meet, stage } from "./met.js";

/** @import { Stage } from "./met.js" */

const answer = signal("");
/** Losses to tell: before anything, and now. */
const losses = signal({ before: NaN, after: NaN });

/** @type {import("../../core/data/run.js").Line | null} */
let own = null;
/** How fast time went before; 0: nothing was changed. */
let paceBefore = 0;

const EXAMPLE = "two-neuron-chain";
const ASKED = "d_a2";
const GATE = { before: ASKED };
const PACE = 2;
const MORE = 50;

/** Ask. @returns {Promise<void>} */
export async function startFirst() {
  await openExample(EXAMPLE, 0, {}, GATE);
  const step = state.whole.value?.writer.get(ASKED) ?? 0;
  rest({ t: step, shown: 0, selected: null });
  own = state.line.value;
  stage.value = "ask";
}

/** Who opens or changes something else has left it. */
effect(() => {
  if (state.line.value !== own) skipFirst();
});

/** Leave it, wherever it is. @returns {boolean} whether it was there */
export function skipFirst() {
  if (!stage.value) return false;
  meet();
  stage.value = "";
  if (state.gate.value === GATE) state.gate.value = null;
  if (paceBefore) state.speed.value = paceBefore;
  return true;
}

export function First() {
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  const now = stage.value;
  const before = useRef("");
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    if (before.current && !now && document.activeElement === document.body) goTo(".play");
    before.current = now;
  }, [now]);
  if (!now) return null;
  return html`<section class="first" aria-label=${t("first.label")} data-stage=${now}>
    <p class="eyebrow">${t("first.purpose")}</p>
    <h2 ref=${title} tabindex="-1">${t(`first.${now}`, told())}</h2>
    <${Body} now=${now} />
    <button class="button quiet first-skip" onClick=${skipFirst}>
      ${t(now === "ways" ? "first.close" : "first.skip")} <kbd>Esc</kbd>
    </button>
  </section>`;
}

/** @returns {Record<string, string>} */
function told() {
  const trace = state.trace.value;
  const value = (/** @type {string} */ name) =>
    trace?.has(name) ? short(trace.view(name)[0]) : "";
  const { before, after } = losses.value;
  return { a: value("a2"), y: value("y"), before: short(before), after: short(after) };
}

/** @param {{now: Stage}} props */
function Body({ now }) {
  if (now === "ask")
    return html`<div class="lesson-row">
      <${Press} words="first.up" act=${() => watch("up")} />
      <${Press} words="first.down" act=${() => watch("down")} />
    </div>`;
  if (now === "watch") return html`<${Watching} />`;
  if (now === "loss") return html`<${Press} words="first.again" act=${again} />`;
  if (now === "more") return html`<${Press} words="first.fifty" act=${fifty} />`;
  return html`<${Ways} />`;
}

/** @param {{words: string, act: () => unknown}} props */
function Press({ words, act }) {
  return html`<button class="button primary" onClick=${act}>${t(words)}</button>`;
}

/** The answer is locked, and the iteration plays from its start. @param {"up" | "down"} given */
function watch(given) {
  answer.value = given;
  stage.value = "watch";
  state.gate.value = null;
  state.time.value = 0;
  play();
}

/** To the end of the iteration. */
function play() {
  const end = state.trace.value?.steps.length ?? 0;
  if (state.still.matches) return seek(end);
  paceBefore ||= state.speed.value;
  state.speed.value = PACE;
  state.goal.value = null; // it plays on, and can be paused
  state.playing.value = 1;
}

/** Until the last step has landed. */
function Watching() {
  const trace = state.trace.value;
  const over = !!trace && state.time.value >= trace.steps.length;
  useEffect(() => {
    if (!over || !trace) return;
    const first = Number.isNaN(losses.value.before) ? trace.loss : losses.value.before;
    losses.value = { before: first, after: trace.document.loss_after ?? NaN };
    stage.value = trace.document.iteration ? "more" : "loss";
  }, [over]);
  const gradient = trace?.view("d_W2")[0] ?? 0;
  const right = gradient < 0 === (answer.value === "up");
  return html`<p class="reply" role="status" data-right=${right}>
    ${t(right ? `first.right.${answer.value}` : `first.wrong.${answer.value}`)}
  </p>`;
}

async function again() {
  await turn(1);
  stage.value = "watch";
  play();
}

async function fifty() {
  const from = state.trace.value?.document.iteration ?? 0;
  await train(from + MORE);
  losses.value = { ...losses.value, after: state.trace.value?.loss ?? NaN };
  seek(state.whole.value?.writer.get(ASKED) ?? 0); // where it began: the output is nearer now
  stage.value = "ways";
  meet();
}

/** Keys go on from there: what had the focus is gone. @param {string} selector */
function goTo(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) found.focus({ preventScroll: true });
}

/** A way in for each who comes. */
function Ways() {
  const leave =
    (/** @type {() => unknown} */ act, tab = "") =>
    async () => {
      skipFirst();
      await act();
      if (tab) requestAnimationFrame(() => goTo(tab));
    };
  return html`<div class="ways">
    <${Press} words="first.step" act=${leave(() => openExample(EXAMPLE).then(() => seek(0)))} />
    <${Press} words="first.train" act=${leave(() => ready("spirals"))} />
    <${Press} words="first.learn" act=${leave(later("openCourse"), "#tab-lesson")} />
    <${Press}
      words="first.check"
      act=${leave(() => openExample(EXAMPLE).then(() => showTab("check")), "#tab-check")}
    />
  </div>`;
}
