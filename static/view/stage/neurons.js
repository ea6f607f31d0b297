/**
 * Neurons as buttons: what is inside is the last output the column holds, above it what led
 * there, below it the gradient that has come back.
 * @import { Column, Layout, Neuron } from "../../core/picture/layout.js"
 * @import { Trace } from "../../core/data/trace.js"
 */
import { answerOf } from "../../core/picture/placement.js";
import { ems, short, signed, tiny, withDecimals } from "../../core/data/number.js";
import { largestIn } from "../../core/data/magnitude.js";
import { sign, strength } from "../../core/picture/scale.js";
import { letterOf } from "../../core/explain/symbol.js";
import { homeKey } from "../../core/picture/highlight.js";
import { withExample } from "../../core/data/trace.js";
import { effect, html, useLayoutEffect, useRef } from "../../vendor/preact.js";
import { markOfNeuron, spokenMark } from "../bugs/marks.js";
import { choose } from "../control/actions.js";
import { network } from "../control/network-state.js";
import { hovered, knownIn, selected, shown, step, training } from "../control/state.js";
import { mapped } from "../server/surfaces.js";
import { grip } from "./dragging.js";
import { MapNeuron } from "./map-neuron.js";
import { picture, touched } from "./layout-state.js";
import { rove, stop } from "./roving.js";
import { here, spoken } from "./spoken-label.js";
import { Sym } from "./symbol.js";
import { partOf, traceOf } from "./turns.js";

export function Neurons() {
  const at = picture.value;
  if (!at || !network.value) return null;
  const of = mapped.value ? MapNeuron : One;
  let number = 0;
  return at.columns.map((column, c) => {
    const dim =
      !!touched.value && !touched.value.homes.has(homeKey({ where: "neuron", column: c }));
    return column.neurons.map(
      (n) =>
        html`<${of}
          key=${n.key}
          column=${column}
          neuron=${n}
          dim=${dim}
          at=${at}
          part=${partOf(number++)}
        />`,
    );
  });
}

/** A neuron from this radius on has room for its number. */
const LEGIBLE = 17;
/** Its type at the least. */
const SMALLEST = 9;

/** Whether a local number stands beside its neuron: a slope always, another while it is used.
 * @param {Trace} current @param {string} name */
function isShown(current, name) {
  const used = step.value && [step.value.writes, ...Object.values(step.value.reads)];
  return current.tensor(name).role_kind === "slope" || !!used?.includes(name);
}

/** A number with as many digits behind its point, up to four, as do not touch the rim. @param {number} value
 * @param {number} r @param {number} scale */
function within(value, r, scale) {
  const ways = [4, 3, 2].map((decimals) => withDecimals(value, decimals));
  return ways.find((text) => ems(text) * SMALLEST * scale <= 1.75 * r) ?? ways[2];
}

/** How large a number may be to stand within its neuron. @param {string} text @param {number} r
 * @param {number} scale */
function typeOf(text, r, scale) {
  const usual = Math.min(17 * scale, Math.max(10.5 * scale, r * 0.4));
  return Math.max(Math.min(usual, (1.66 * r) / ems(text)), SMALLEST * scale);
}

/** @param {{column: Column, neuron: Neuron, dim: boolean, at: Layout, part: number}} props */
function One({ column, neuron: n, dim, at: { detailed, roomy, pitch, scale }, part }) {
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  // While numbers are not seen, a moment is the colour of its fill: it is set by itself, and nothing
  // else is drawn again.
  const bare = training.value && (column.grid || (!detailed && n.r < LEGIBLE * scale));
  const current = /** @type {Trace} */ (bare ? network.value : traceOf(part).value);
  useLayoutEffect(
    () => (bare ? effect(() => tint(button.current, column, n, traceOf(part).value)) : undefined),
    [bare, column, n, part],
  );
  const known = (/** @type {string} */ tensor) => knownIn(current, tensor);
  const at = (/** @type {string} */ tensor) => ({
    tensor,
    cell: withExample(current.tensor(tensor), n.place, shown.value),
  });
  const outputs = column.tensors.filter((x) => current.tensor(x).kind !== "local");
  const inside = answerOf(current, column.tensors);
  const above = column.tensors.filter(
    (x) => x !== inside && known(x) && (outputs.includes(x) || (roomy && isShown(current, x))),
  );
  const below = column.tensors.map((x) => `d_${x}`).filter((d) => current.has(d) && known(d))[0];
  const error = below ? signed(current.value(below, at(below).cell), roomy ? short : tiny) : "";
  const fits = pitch / (12 * scale * ems(`δ ${error}`)); // as a share of its usual type
  const value = !bare && known(inside) ? current.value(inside, at(inside).cell) : null;
  const chosen = [selected.value, hovered.value].map(
    (cell) => cell && here(current, column, n, cell),
  );
  const text = value === null ? "" : column.grid ? short(value) : within(value, n.r, scale);
  const type = typeOf(text, n.r, scale);
  // Numbers in a grid cannot be read while they change.
  const legible = column.grid
    ? !bare && longest(current, column, inside) * type * 0.6 < 2 * n.r - 2
    : n.r >= LEGIBLE * scale;
  const mark = markOfNeuron(column.tensors, n.place);
  const style = {
    left: `${n.x}px`,
    top: `${n.y}px`,
    width: `${2 * n.r}px`,
    height: `${2 * n.r}px`,
    "--text": `${type}px`,
    ...(!bare && look(current, inside, value, dim, column.grid && !legible)),
  };
  const back = !bare && below ? current.value(below, at(below).cell) : undefined;
  return html`<button
      ref=${(/** @type {HTMLButtonElement | null} */ element) => {
        button.current = element;
        stop(`neuron ${n.key}`)(element);
      }}
      class=${`neuron${column.grid ? " square" : ""}${dim ? " dim" : ""}`}
      style=${style}
      data-column=${n.column}
      tabindex=${rove.value === `neuron ${n.key}` ? 0 : -1}
      aria-pressed=${!!chosen[0]}
      data-lit=${!!chosen[1]}
      data-mark=${mark}
      aria-label=${spoken(current, column, n, inside, value, back) + spokenMark(mark)}
      onClick=${() => choose(at(inside))}
      onPointerEnter=${() => (hovered.value = at(inside))}
      onFocus=${() => (rove.value = `neuron ${n.key}`)}
      ...${grip(at(inside))}
    >
      ${
        legible &&
        html`${!column.grid && html`<span class="name"><${Sym} cell=${at(inside)} /></span>`}
        ${value !== null && html`<span class="value">${text}</span>`}`
      }
    </button>
    ${
      detailed &&
      !column.grid &&
      html`<span
          class=${`aside above${dim ? " dim" : ""}`}
          style=${{ left: `${n.x}px`, top: `${n.y - n.r - 13 * scale}px` }}
        >
          ${above.map((x) => html`<span key=${x}><${Sym} cell=${at(x)} /> ${short(current.value(x, at(x).cell))}</span>`)}
        </span>
        ${
          below &&
          html`<span
            class=${`aside below${dim ? " dim" : ""}`}
            style=${{ left: `${n.x}px`, top: `${n.y + n.r + 9 * scale}px`, ...(fits < 1 && { fontSize: `${0.75 * fits}rem` }) }}
          >
            ${roomy ? html`<${Sym} cell=${at(below)} />` : letterOf(current, below)}${` ${error}`}
          </span>`
        }`
    }`;
}

/** Characters of the longest number in a grid: all its cells carry theirs, or none does.
 * @param {Trace} current @param {Column} column @param {string} tensor */
function longest(current, column, tensor) {
  const key = `${tensor} ${shown.value}`;
  const known = lengths.get(current) ?? new Map();
  lengths.set(current, known);
  if (!known.has(key)) {
    const texts = column.neurons.map((n) =>
      short(current.value(tensor, [shown.value, ...n.place])),
    );
    known.set(key, Math.max(...texts.map((text) => text.length)));
  }
  return known.get(key);
}

/** @type {WeakMap<Trace, Map<string, number>>} looked for once */
const lengths = new WeakMap();

/** What a neuron's value gives its button: strength and hue of its fill. @param {Trace} current
 * @param {string} tensor @param {number | null} value @param {boolean} dim @param {boolean} bare */
const look = (current, tensor, value, dim, bare) => ({
  "--fill": value === null ? "0%" : `${Math.round(fill(current, tensor, value, dim, bare))}%`,
  "--hue": `var(--${sign(value ?? 0)}-rgb)`,
});

/** The fill of a moment in training. @param {HTMLElement | null} button @param {Column} column
 * @param {Neuron} n @param {Trace | null} now */
function tint(button, column, n, now) {
  if (!button || !now) return;
  const tensor = answerOf(now, column.tensors);
  const value = now.value(tensor, withExample(now.tensor(tensor), n.place, shown.value));
  for (const [name, text] of Object.entries(look(now, tensor, value, false, column.grid)))
    if (button.style.getPropertyValue(name) !== text) button.style.setProperty(name, text);
}

/** How strong the fill is, in percent. @param {Trace} current @param {string} tensor
 * @param {number} value @param {boolean} dim @param {boolean} bare nothing is written on it */
function fill(current, tensor, value, dim, bare) {
  const most = Math.max(1, largestIn(current, tensor));
  const share = bare ? (90 * Math.abs(value)) / most : 8 + 40 * strength(value, most);
  return value === 0 ? 0 : share * (dim ? 0.4 : 1);
}
