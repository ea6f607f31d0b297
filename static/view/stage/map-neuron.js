/**
 * A neuron that shows its map: a button over the canvas. Its numbers stand under it where there is
 * room and nothing runs; they are always said.
 * @import { Column, Layout, Neuron } from "../../core/picture/layout.js"
 * @import { Trace } from "../../core/data/trace.js"
 */
import { answerOf } from "../../core/picture/placement.js";
import { short, signed } from "../../core/data/number.js";
import { ownName } from "../../core/explain/own-name.js";
import { letterOf } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { markOfNeuron, spokenMark } from "../bugs/marks.js";
import { choose } from "../control/actions.js";
import { calm } from "../control/network-state.js";
import { hovered, known, selected, shown, training } from "../control/state.js";
import { coarseSurfaces } from "../server/surfaces.js";
import { t } from "../ui/words.js";
import { grip } from "./dragging.js";
import { cornerOf, scaleAt, surfaceOf } from "./maps.js";
import { rove, stop } from "./roving.js";
import { here, spoken } from "./spoken-label.js";
import { Sym } from "./symbol.js";

/** @param {{column: Column, neuron: Neuron, dim: boolean, at: Layout, part: number}} props */
export function MapNeuron({ column, neuron: n, dim, at: { gap, scale } }) {
  const current = /** @type {Trace} */ (calm.value);
  const inside = answerOf(current, column.tensors);
  const cell = { tensor: inside, cell: [shown.value, ...n.place] };
  const [chosen, lit] = [selected.value, hovered.value].map(
    (other) => !!other && here(current, column, n, other),
  );
  const mark = markOfNeuron(column.tensors, n.place);
  const style = {
    left: `${n.x}px`,
    top: `${n.y}px`,
    width: `${2 * n.r}px`,
    height: `${2 * n.r}px`,
    borderRadius: `${cornerOf(n)}px`,
  };
  const values = training.value ? null : valuesOf(current, column, cell);
  const room = !column.grid && gap > 2 * n.r + 26 * scale && n.r > 20 * scale;
  const named = !column.grid && n.r > 14 * scale && !!ownName(current, cell);
  const numbers = typeof values?.value === "number" && (room || lit || chosen);
  return html`<button
      ref=${stop(`neuron ${n.key}`)}
      class=${`neuron map${dim ? " dim" : ""}`}
      style=${style}
      data-column=${n.column}
      tabindex=${rove.value === `neuron ${n.key}` ? 0 : -1}
      aria-pressed=${chosen}
      data-lit=${lit}
      data-mark=${mark}
      title=${training.value ? null : scaleWords(n)}
      aria-label=${spoken(current, column, n, inside, values?.value ?? null, values?.delta ?? undefined) + spokenMark(mark)}
      onClick=${() => choose(cell)}
      onPointerEnter=${() => (hovered.value = cell)}
      onFocus=${() => (rove.value = `neuron ${n.key}`)}
      ...${grip(cell)}
    ></button>
    ${
      (named || numbers) &&
      html`<span
        class=${`aside under${room ? "" : " chip"}${dim ? " dim" : ""}`}
        style=${{ left: `${n.x}px`, top: `${n.y + n.r + (room ? 7 : named ? -9 : 7) * scale}px` }}
      >
        <span><${Sym} cell=${cell} />${numbers && ` ${short(values?.value ?? 0)}`}</span>
        ${
          typeof values?.delta === "number" &&
          (lit || chosen) &&
          html`<span class="gradient">${values.letter} ${signed(values.delta)}</span>`
        }
      </span>`
    }`;
}

/** The numbers of the example on show, as far as they are computed. @param {Trace} current
 * @param {Column} column @param {import("../../core/data/trace.js").Cell} cell */
function valuesOf(current, column, { tensor, cell }) {
  const come = column.tensors.map((x) => `d_${x}`).find((d) => current.has(d) && known(d));
  return {
    value: known(tensor) ? current.value(tensor, cell) : null,
    delta: come ? current.value(come, cell) : null,
    letter: come ? letterOf(current, come) : "",
  };
}

/** What full colour means here. @param {Neuron} n */
function scaleWords(n) {
  const surface = surfaceOf(coarseSurfaces.value?.answer ?? null, n.column, n.place);
  if (!surface) return null;
  const { middle, reach } = scaleAt(n.column, surface);
  return t("maps.scale", {
    low: short(middle - reach),
    middle: short(middle),
    high: short(middle + reach),
  });
}
