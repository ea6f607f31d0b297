/**
 * The questions that one may ask of the number on show, in one quiet row; the answer opens in place.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { openQuestion, subject } from "./asked.js";
import { nudgeableAt } from "../../core/explain/nudgeable.js";
import { hunting, trace, training } from "../control/state.js";
import { Nudge } from "./nudge.js";
import { parameterAt } from "./pulled.js";
import { PullsView } from "./pulls-view.js";
import { RoutesView } from "./routes-view.js";
import { Trail } from "./trail.js";
import { Why } from "./why.js";

/** @typedef {{id: import("./asked.js").Question, name: string, panel: any}} Asking */

export function Questions() {
  const cell = subject.value;
  if (!cell) return null;
  const all = askable(cell);
  const open = all.find(({ id }) => id === openQuestion.value);
  const answer = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(
    () => (training.value ? keepTall(answer.current) : undefined),
    [training.value, open?.id],
  );
  return html`<section class="questions">
    <div role="group" aria-label=${t("question.label")}>
      ${all.map(
        ({ id, name }) =>
          html`<button
            type="button"
            key=${id}
            class="question"
            aria-expanded=${String(id === open?.id)}
            aria-controls="answer"
            onClick=${(/** @type {MouseEvent} */ event) => {
              openQuestion.value = id === open?.id ? "" : id;
              if (openQuestion.value) bring(event);
            }}
          >
            ${name}
          </button>`,
      )}
    </div>
    <div id="answer" class="answer" ref=${answer} hidden=${!open}>
      ${open && html`<${open.panel} key=${`${open.id} ${cell.tensor} ${cell.cell}`} cell=${cell} />`}
    </div>
  </section>`;
}

/** While its numbers change many times a second the answer grows at most: what is below it stands
 * still. @param {HTMLElement | null} answer @returns {(() => void) | undefined} */
function keepTall(answer) {
  if (!answer) return undefined;
  const observer = new ResizeObserver(([{ borderBoxSize }]) => {
    answer.style.minHeight = `${Math.max(borderBoxSize[0].blockSize, parseFloat(answer.style.minHeight) || 0)}px`;
  });
  observer.observe(answer);
  return () => {
    observer.disconnect();
    answer.style.minHeight = "";
  };
}

/** How far down the panel an answer may begin and still be seen. */
const LOW = 0.55;

/** Bring the answer into sight. @param {MouseEvent} event */
function bring(event) {
  const row = /** @type {Element} */ (event.currentTarget).parentElement;
  const panel = row?.closest(".inspector");
  if (!row || !panel) return;
  const { top, height } = panel.getBoundingClientRect();
  if (row.getBoundingClientRect().bottom > top + LOW * height)
    row.scrollIntoView({ block: "start" });
}

/** What can be asked of a number. While a mistake is to be found, nothing that tells the rule of a
 * step. @param {Cell} cell @returns {Asking[]} */
function askable(cell) {
  const current = trace.value;
  const can = current && nudgeableAt(current, cell);
  const pulls = current && current.batch > 1 && parameterAt(current, cell);
  const tells = !hunting.value;
  return [
    ...(tells ? [question("why", t("question.why"), Why)] : []),
    ...(can ? [question("nudge", t("question.nudge"), Nudge)] : []),
    ...(tells ? [question("origin", t("question.origin"), Trail)] : []),
    ...(can ? [question("paths", t("question.paths"), RoutesView)] : []),
    ...(pulls ? [question("pulls", t("question.pulls"), PullsView)] : []),
  ];
}

/** @param {import("./asked.js").Question} id @param {string} name @param {any} panel
 * @returns {Asking} */
const question = (id, name, panel) => ({ id, name, panel });
