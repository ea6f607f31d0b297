/** Fields for the cells of a tensor, in the rows and columns of its table, and the choice of another. */
import { blockOf, entryAt, cellRows, withBlock, withEntry } from "../../core/explain/entries.js";
import { cellText, tensorSymbol } from "../../core/explain/symbol.js";
import { sameCell, size } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { Icon } from "../ui/icon.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { entries, unreadable, verdictAt } from "./answers-state.js";
import { VerdictOf } from "./verdict.js";

/** @import { Cell } from "../../core/data/trace.js" */

/** Cells of a tensor that have fields; of a larger one those that are filled. */
const MOST = 60;

/** @param {{tensor: string}} props */
export function TensorFields({ tensor }) {
  const now = trace.value;
  if (!now) return null;
  const { shape } = now.tensor(tensor);
  const all = size(shape) <= MOST;
  const rows = all ? cellRows(now, tensor) : Object.keys(entries.value[tensor]).map((key) => [key.split(",").map(Number)]); // prettier-ignore
  const drop = () => {
    const rest = { ...entries.value };
    delete rest[tensor];
    entries.value = rest;
  };
  const blank = !Object.keys(entries.value[tensor] ?? {}).length;
  return html`<fieldset class="tensor-fields">
    <legend>
      <${Tex} tex=${tensorSymbol(now, tensor)} flat />
      ${
        blank &&
        html`<button
          type="button"
          class="button quiet icon-only"
          aria-label=${t("check.drop")}
          title=${t("check.drop")}
          onClick=${drop}
        >
          <${Icon} name="close" />
        </button>`
      }
    </legend>
    ${!all && html`<p class="caption">${t("check.large", { shape: shape.join(" × ") })}</p>`}
    ${rows.map(
      (row) =>
        html`<div class="tensor-row" key=${`${row[0]}`}>
          ${row.map((cell) => html`<${EntryField} key=${`${cell}`} at=${{ tensor, cell }} />`)}
        </div>`,
    )}
  </fieldset>`;
}

/** @param {{at: Cell, id?: string, bare?: boolean}} props  bare: its name stands beside it already */
export function EntryField({ at, id = `entry-${at.tensor}-${at.cell.join("-")}`, bare = false }) {
  const now = trace.value;
  if (!now) return null;
  const wrong = unreadable.value?.of === entries.value && sameCell(unreadable.value.at, at);
  const verdict = verdictAt(at);
  const paste = (/** @type {ClipboardEvent} */ event) => {
    const block = blockOf(event.clipboardData?.getData("text/plain") ?? "");
    if (!block) return;
    event.preventDefault();
    entries.value = withBlock(now, entries.value, at, block);
  };
  return html`<div class="entry" data-verdict=${verdict?.verdict}>
    <label for=${id} class=${bare ? "visually-hidden" : null}>${cellText(now, at)}</label>
    <input
      class="input number"
      id=${id}
      inputmode="text"
      autocomplete="off"
      spellcheck="false"
      value=${entryAt(entries.value, at)}
      aria-invalid=${wrong ? "true" : null}
      onPaste=${paste}
      onInput=${(/** @type {any} */ e) => (entries.value = withEntry(entries.value, at, e.currentTarget.value))}
    />
    <${VerdictOf} graded=${verdict} />
  </div>`;
}

/** Another tensor, by the phase in which it is computed. */
export function AddTensor() {
  const now = trace.value;
  if (!now) return null;
  const free = now.steps.filter(({ writes }) => !(writes in entries.value));
  const phases = [...new Set(free.map(({ phase }) => phase))];
  const add = (/** @type {any} */ { currentTarget }) => {
    const name = currentTarget.value;
    if (name) entries.value = { ...entries.value, [name]: {} };
    currentTarget.value = "";
  };
  return html`<label class="field add-tensor">
    ${t("check.add")}
    <select class="select" onChange=${add}>
      <option value="">${t("check.choose")}</option>
      ${phases.map(
        (phase) =>
          html`<optgroup key=${phase} label=${t(`phase.${phase}`)}>
            ${free
              .filter((step) => step.phase === phase)
              .map(
                ({ writes }) =>
                  html`<option key=${writes} value=${writes}>${nameOf(writes)}</option>`,
              )}
          </optgroup>`,
      )}
    </select>
  </label>`;
}

/** From its first cell to its last, as text. @param {string} tensor */
function nameOf(tensor) {
  const now = trace.value;
  if (!now) return tensor;
  const { shape } = now.tensor(tensor);
  const [first, last] = [shape.map(() => 0), shape.map((n) => n - 1)];
  const [one, other] = [first, last].map((cell) => cellText(now, { tensor, cell }));
  return one === other ? one : `${one} … ${other}`;
}
