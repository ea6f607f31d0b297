/** The second step: which number is asked for, how, and what is hidden until it is answered. */
import { cellText, plainText, tensorSymbol } from "../../../core/explain/symbol.js";
import { about, askable, hideable } from "../../../core/lessons/draft.js";
import { cells, sameCell, size } from "../../../core/data/trace.js";
import { short } from "../../../core/data/number.js";
import { html, useEffect, useId } from "../../../vendor/preact.js";
import { selected, whole } from "../../control/state.js";
import { t } from "../../ui/words.js";
import { changePart, draftPart } from "./draft.js";
import { OffStage } from "./moment.js";

/** @import { Cell, Trace } from "../../../core/data/trace.js" */

const KINDS = /** @type {const} */ (["number", "choice", "sign"]);
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
        ${KINDS.map(
          (kind) =>
            html`<button
              type="button"
              key=${kind}
              aria-pressed=${part.kind === kind}
              onClick=${() => changePart({ kind, ...(kind === "sign" && { mistakes: [] }) })}
            >
              ${t(`own.kind.${kind}`)}
            </button>`,
        )}
      </span>
    </div>
    <${Hidden} trace=${trace} part=${part} />`;
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

/** @param {{trace: Trace, part: import("../../../core/lessons/own.js").OwnPart}} props */
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
