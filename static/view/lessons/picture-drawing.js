/** One of the four pictures, drawn: every number in it can be chosen, and is read from the trace. */
import { sameCell } from "../../core/data/trace.js";
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { factorsOf, onlyCell, termsOf } from "../../core/lessons/pictures.js";
import { PICTURE_WIDTH, shapesOf } from "../../core/lessons/picture-shapes.js";
import { html, useRef, useState } from "../../vendor/preact.js";
import { choose as chooseCell } from "../control/actions.js";
import { known, selected, step, trace } from "../control/state.js";

/** @import { PictureName } from "../../core/lessons/pictures.js"
 * @import { Body, Sign, Spot, Wire } from "../../core/lessons/picture-shapes.js" */

/** Half the height of a box or pill, half its width, the radius of a gate and of a neuron. */
const SIZES = { box: [26, 11], pill: [42, 14], gate: [15, 15], neuron: [32, 32] };

/** What an arrow key does to the place among the numbers. @type {Record<string, number>} */
const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @param {{name: PictureName, label: string}} props */
export function PictureDrawing({ name, label }) {
  const root = useRef(/** @type {SVGSVGElement | null} */ (null));
  const [reached, reach] = useState(0);
  const now = trace.value;
  if (!now) return null;
  const { height, bodies, wires, spots, signs } = shapesOf(name);
  const chosen = selected.value?.tensor ?? "";
  const parts = [...factorsOf(name, chosen), ...termsOf(chosen).flat()];
  const move = (/** @type {KeyboardEvent} */ event) => {
    if (!(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const to = (reached + KEYS[event.key] + spots.length) % spots.length;
    reach(to);
    const all = root.current?.querySelectorAll("[role=button]");
    /** @type {SVGElement | undefined} */ (all?.[to])?.focus();
  };
  return html`<svg
    ref=${root}
    class="picture"
    viewBox=${`0 0 ${PICTURE_WIDTH} ${height}`}
    role="group"
    aria-label=${label}
    onKeyDown=${move}
  >
    ${wires.map((one, k) => html`<${Line} key=${k} of=${one} lit=${parts.includes(one.of)} />`)}
    ${bodies.map((one, k) => html`<${Shape} key=${k} of=${one} />`)}
    ${signs.map((one, k) => html`<${Letter} key=${k} of=${one} />`)}
    ${spots.map(
      (one, k) =>
        html`<${NumberSpot}
          key=${k}
          of=${one}
          part=${parts.includes(one.tensor)}
          stop=${k === Math.min(reached, spots.length - 1)}
          reach=${() => reach(k)}
        />`,
    )}
  </svg>`;
}

/** @param {{of: Wire, lit: boolean}} props */
function Line({ of: { path, phase, head }, lit }) {
  return html`<g class="picture-wire" data-phase=${phase} data-lit=${lit || undefined}>
    <path d=${path} fill="none" />
    ${
      head &&
      html`<path
        class="head"
        d="M0 0 L-7 -3.5 L-7 3.5 Z"
        transform=${`translate(${head[0]} ${head[1]}) rotate(${head[2]})`}
      />`
    }
  </g>`;
}

/** @param {{of: Body}} props */
function Shape({ of: { kind, x, y, text } }) {
  const [wide, high] = SIZES[kind];
  const shape =
    kind === "box"
      ? html`<path
          fill="none"
          d=${`M${x - wide + 4} ${y - high} h-4 v${2 * high} h4 M${x + wide - 4} ${y - high} h4 v${2 * high} h-4`}
        />`
      : html`<rect x=${x - wide} y=${y - high} width=${2 * wide} height=${2 * high} rx=${high} />`;
  return html`<g class="picture-body" data-kind=${kind}>
    ${shape}${text && html`<text x=${x} y=${y + 5}>${signOf(text)}</text>`}
  </g>`;
}

/** @param {{of: Sign}} props */
const Letter = ({ of: { x, y, text, phase } }) =>
  html`<text class="picture-sign" data-phase=${phase} x=${x} y=${y}>${signOf(text)}</text>`;

/** The letter of a neuron's curve for `phi 1`. @param {string} text */
function signOf(text) {
  const now = trace.value;
  const [, layer] = /^phi (\d)$/.exec(text) ?? [];
  return layer && now ? curveOf(cellText(now, onlyCell(now, `s${layer}`))) : text;
}

/** φ′(z₁) → φ. @param {string} slope */
const curveOf = (slope) => slope.replace(/′.*$/, "");

/** @param {{of: Spot, part: boolean, stop: boolean, reach: () => void}} props */
function NumberSpot({ of: { tensor, x, y, anchor, look }, part, stop, reach }) {
  const now = trace.value;
  if (!now) return null;
  const cell = onlyCell(now, tensor);
  const value = known(tensor) ? short(now.view(tensor)[0]) : "·";
  const symbol = cellText(now, cell).replace(/\(.*$/, "");
  const choose = () => {
    reach();
    chooseCell(cell);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    choose();
  };
  const chosen = sameCell(selected.value, cell);
  return html`<g
    class=${`picture-number operand ${now.tensor(tensor).kind}`}
    role="button"
    tabindex=${stop ? 0 : -1}
    aria-pressed=${String(chosen)}
    aria-label=${`${cellText(now, cell)} = ${value}`}
    data-tensor=${tensor}
    data-cell=${cell.cell.join("-")}
    data-part=${part || undefined}
    data-now=${step.value?.writes === tensor || undefined}
    onClick=${choose}
    onKeyDown=${press}
    onFocus=${reach}
  >
    <rect
      ...${ground({ x, y, anchor, look }, look === "bare" ? value : `${symbol} ${value}`, symbol, value)}
    />
    ${look === "stacked" && html`<text class="symbol" x=${x} y=${y - 15} text-anchor=${anchor}>${symbol}</text>`}
    <text x=${x} y=${y} text-anchor=${anchor}>
      ${look === "named" && html`<tspan class="symbol">${symbol} </tspan>`}${value}
    </text>
  </g>`;
}

/** What lies under a number, to be pressed and marked. @param {Pick<Spot, "x" | "y" | "anchor" | "look">} at
 * @param {string} line @param {string} symbol @param {string} value */
function ground({ x, y, anchor, look }, line, symbol, value) {
  const letters = look === "stacked" ? Math.max(symbol.length, value.length) : line.length;
  const width = letters * LETTER + 8;
  const left = anchor === "start" ? x - 4 : x - width / 2;
  const over = look === "stacked" ? 26 : 12;
  return { x: left, y: y - over, width, height: over + 5, rx: 4 };
}

/** About the width of a letter. */
const LETTER = 6;
