/** What keeps the experiment on show from learning: one remark at a time, while things rest. Its cells
 * can be looked at in the picture, and a button mends it. */
import { inPlace } from "../../core/data/layers.js";
import { short } from "../../core/data/number.js";
import { remarksOn } from "../../core/explain/remarks/remarks.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { computed, html, useRef } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { Refusal } from "../build/refusal.js";
import { rebuild } from "../build/apply-edit.js";
import { dismissed } from "./dismissed.js";
import { shows } from "./hidden-parts.js";
import { Icon } from "./icon.js";
import { kinds, line, selected, shown, test, trace, training } from "../control/state.js";
import { usePointing } from "./tex.js";
import { t } from "./words.js";

/** @import { Remark } from "../../core/explain/remarks/remarks.js"
 * @import { Cell, Trace } from "../../core/data/trace.js" */

const PATH = ["remark"];

/** @param {Remark} remark */
const nameOf = ({ id }) => `${line.value?.root} ${id}`;

/** What is said now. @type {import("../../vendor/preact.js").ReadonlySignal<Remark | null>} */
const remark = computed(() => {
  const now = trace.value;
  if (!now || training.value) return null;
  const all = remarksOn(now, kinds.value, test.value);
  return all.find((one) => !dismissed.value.includes(nameOf(one))) ?? null;
});

export function RemarkNote() {
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  usePointing(root);
  return html`<div class="remark-place" role="status" ref=${root}>
    ${remark.value && trace.value && html`<${Note} of=${remark.value} trace=${trace.value} />`}
  </div>`;
}

/** @param {{of: Remark, trace: Trace}} props */
function Note({ of, trace: now }) {
  const { id, values, cells, mend } = of;
  const dismiss = () => (dismissed.value = [...dismissed.value, nameOf(of)]);
  const take = () =>
    rebuild((before) => {
      const { experiment, ...more } = mend.plan(before.document.experiment);
      return { ...inPlace(experiment), ...more };
    }, PATH);
  return html`<section class="remark" data-remark=${id} aria-label=${t("remark")}>
    <p>${t(`remark.${id}`, values)}</p>
    <p class="remark-cells">
      <span class="caption">${t("remark.evidence")}</span>
      ${cells.map((cell) => html`<${Evidence} key=${cellText(now, cell)} trace=${now} cell=${cell} />`)}
    </p>
    <div class="tools">
      ${
        shows("build") &&
        html`<button class="button" onClick=${take}>${t(`remark.${id}.mend`, mend.values)}</button>`
      }
      <button class="button quiet" onClick=${dismiss}>
        <${Icon} name="close" />${t("remark.dismiss")}
      </button>
    </div>
    <${Refusal} path=${PATH} id="remark" />
  </section>`;
}

/** A number that shows it; pressed, it is explained and lit in the picture.
 * @param {{trace: Trace, cell: Cell}} props */
function Evidence({ trace: now, cell }) {
  const value = now.value(cell.tensor, cell.cell);
  const look = () => {
    if (now.tensor(cell.tensor).batched) shown.value = cell.cell[0];
    if (!sameCell(selected.value, cell)) choose(cell);
  };
  return html`<button
    class="link"
    data-tensor=${cell.tensor}
    data-cell=${cell.cell.join("-")}
    onClick=${look}
  >
    ${`${cellText(now, cell)} = ${short(value)}`}
  </button>`;
}
