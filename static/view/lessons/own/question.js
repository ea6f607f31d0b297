/** The second step: which number is asked for, how, and what is hidden until it is answered. */
import { cellText, plainText, tensorSymbol } from "../../../core/explain/symbol.js";
import { about, askable, hideable } from "../../../core/lessons/draft.js";
import { cells, sameCell, size } from "../../../core/data/trace.js";
import { ASKED } from "../../../core/lessons/own.js";
import { parse } from "../../../core/data/form.js";
import { short } from "../../../core/data/number.js";
import { html, useEffect, useId, useState } from "../../../vendor/preact.js";
import { selected, whole } from "../../control/state.js";
import { t } from "../../ui/words.js";
import { changePart, draftPart } from "./draft.js";
import { OffStage } from "./moment.js";

/** @import { Cell, Trace } from "../../../core/data/trace.js"
 * @import { OwnPart } from "../../../core/lessons/own.js" */

const BOUNDS = /** @type {const} */ (["at_least", "at_most"]);
const SAID = { at_least: "own.goal.at_least", at_most: "own.goal.at_most" };

/** Cells of a tensor that the list has; others are chosen on the picture. */
const LISTED = 400;

export function Question() {
  const [part, trace] = [draftPart.value, whole.value];
  const pointed = selected.value;
  useEffect(() => {
    const now = draftPart.value;
    if (now && pointed && isAskable(whole.value, pointed) && !sameCell(pointed, now)) ask(pointed);
  }, [pointed]);
  if (!part || !trace) return null;
  if (!isAskable(trace, part)) return html`<${OffStage} />`;
  return html`<p>${t("own.question.what")}</p>
    <${OffStage} />
    <${Tensors} trace=${trace} part=${part} />
    <p class="own-value">
      ${cellText(trace, part)} = <strong>${short(trace.value(part.tensor, part.cell))}</strong>
    </p>
    <div class="own-field">
      <span id="own-kind">${t("own.question.kind")}</span>
      <span class="segmented" role="group" aria-labelledby="own-kind">
        ${ASKED.map(
          (kind) =>
            html`<button
              type="button"
              key=${kind}
              aria-pressed=${part.kind === kind}
              onClick=${() => changePart({ kind, ...unasked(kind) })}
            >
              ${t(`own.kind.${kind}`)}
            </button>`,
        )}
      </span>
    </div>
    ${part.kind === "goal" ? html`<${Bound} part=${part} />` : html`<${Hidden} trace=${trace} part=${part} />`}`;
}

/** What a way of asking leaves out. @param {OwnPart["kind"]} kind @returns {Partial<OwnPart>} */
const unasked = (kind) => ({
  ...((kind === "sign" || kind === "goal") && { mistakes: [] }),
  ...(kind === "goal" ? { before: null } : { at_least: null, at_most: null }),
});

/** Where a goal lies. @param {{part: OwnPart}} props */
function Bound({ part }) {
  const id = useId();
  const [from, to] = BOUNDS;
  const down = part.at_most !== null || (part.at_least === null && part.tensor === "E");
  const [now, setNow] = useState(down ? to : from); // a loss is to fall
  const put = (/** @type {typeof now} */ name, /** @type {number | null} */ value) => {
    setNow(name);
    changePart({ at_least: null, at_most: null, [name]: value });
  };
  const typed = (/** @type {any} */ { currentTarget: { value } }) =>
    put(now, value.trim() === "" ? null : read(value));
  return html`<div class="own-field">
    <label for=${id}>${t("own.goal")}</label>
    <span class="lesson-row">
      <select
        class="select"
        aria-label=${t("own.goal.side")}
        value=${now}
        onChange=${(/** @type {any} */ e) => put(e.currentTarget.value, part[now])}
      >
        ${BOUNDS.map((name) => html`<option key=${name} value=${name} selected=${name === now}>${t(SAID[name])}</option>`)}
      </select>
      <input
        class="input own-minutes"
        id=${id}
        inputmode="decimal"
        autocomplete="off"
        value=${part[now] ?? ""}
        onChange=${typed}
      />
    </span>
    <p class="caption">${t(part[now] === null ? "own.goal.needed" : "own.goal.what")}</p>
  </div>`;
}

/** A number as people type it, also as a fraction; null: none. @param {string} text */
function read(text) {
  const [above, below = 1] = text.split("/").map(parse);
  const number = text.split("/").length > 2 ? null : (above ?? NaN) / (below ?? NaN);
  return number !== null && Number.isFinite(number) ? number : null;
}

/** Whether the moment computes a cell. @param {Trace | null} trace @param {Cell} cell */
function isAskable(trace, { tensor, cell }) {
  if (!trace?.writer.has(tensor)) return false;
  const { shape } = trace.tensor(tensor);
  return shape.length === cell.length && cell.every((place, k) => place < shape[k]);
}

/** Ask for another number, on the picture too. @param {Cell} cell */
function ask(cell) {
  const part = draftPart.value;
  if (part) changePart(about(part, cell));
  selected.value = { tensor: cell.tensor, cell: cell.cell };
}

/** @param {{trace: Trace, part: Cell}} props */
function Tensors({ trace, part }) {
  const id = useId();
  const { shape } = trace.tensor(part.tensor);
  const listed = size(shape) <= LISTED ? cells(shape) : [part.cell];
  const first = (/** @type {string} */ tensor) => trace.tensor(tensor).shape.map(() => 0);
  return html`<div class="own-field">
    <label for=${id}>${t("own.question.number")}</label>
    <span class="lesson-row">
      <select
        class="select"
        id=${id}
        value=${part.tensor}
        onChange=${(/** @type {any} */ e) => ask({ tensor: e.currentTarget.value, cell: first(e.currentTarget.value) })}
      >
        ${askable(trace).map(
          ([phase, names]) =>
            html`<optgroup key=${phase} label=${t(`phase.${phase}`)}>
              ${names.map((name) => html`<option key=${name} value=${name} selected=${name === part.tensor}>${plainText(tensorSymbol(trace, name))}</option>`)}
            </optgroup>`,
        )}
      </select>
      ${
        listed.length > 1 &&
        html`<select
          class="select"
          aria-label=${t("own.question.cell")}
          value=${String(part.cell)}
          onChange=${(/** @type {any} */ e) => ask({ tensor: part.tensor, cell: e.currentTarget.value.split(",").map(Number) })}
        >
          ${listed.map(
            (cell) =>
              html`<option
                key=${String(cell)}
                value=${String(cell)}
                selected=${String(cell) === String(part.cell)}
              >
                ${cellText(trace, { tensor: part.tensor, cell })}
              </option>`,
          )}
        </select>`
      }
    </span>
  </div>`;
}

/** @param {{trace: Trace, part: OwnPart}} props */
function Hidden({ trace, part }) {
  const id = useId();
  const names = hideable(trace, part.tensor);
  const now = part.before ?? part.tensor;
  const put = (/** @type {any} */ { currentTarget: { value } }) =>
    changePart({ before: value === part.tensor ? null : value });
  return html`<div class="own-field">
    <label for=${id}>${t("own.question.before")}</label>
    <select class="select" id=${id} value=${now} onChange=${put}>
      ${names.map(
        (name) =>
          html`<option key=${name} value=${name} selected=${name === now}>
            ${plainText(tensorSymbol(trace, name))}
          </option>`,
      )}
    </select>
  </div>`;
}
