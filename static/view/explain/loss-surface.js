/**
 * The loss over two parameters from above: darker is worse; with the way that training took. Dragging
 * over it, or the arrow keys, read it.
 * @import { Over } from "./surfaced.js"
 * @import { Surface } from "../../core/picture/surfaces.js"
 */
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { ramp, shade } from "../../core/picture/colormap.js";
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js";
import { colours } from "../stage/colours.js";
import { t } from "../ui/words.js";
import { toldOf } from "./asked.js";
import { choices, second, overTwo, STEPS, surfaced } from "./surfaced.js";

/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function LossSurface() {
  const found = surfaced.value;
  return html`<details
    class="over-two"
    open=${overTwo.value}
    onToggle=${(/** @type {any} */ e) => (overTwo.value = e.currentTarget.open)}
  >
    <summary>${t("surface.title")}</summary>
    ${overTwo.value && found?.problem && html`<p class="note">${found.problem}</p>`}
    ${overTwo.value && found?.answer && html`<${Ground} over=${found.order} surface=${found.answer.surfaces[0]} />`}
  </details>`;
}

/** @param {{over: Over, surface: Surface}} props */
function Ground({ over, surface }) {
  const { two, ends, way } = over;
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const [read, turn] = useState(/** @type {[number, number] | null} */ (null));
  const current = toldOf(over);
  const ink = colours.value;
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, surface, ink);
  }, [surface, ink]);
  if (!current) return null;
  const share = (/** @type {number[]} */ place) =>
    place.map((v, k) => {
      const along = (100 * (v - ends[k][0])) / (ends[k][1] - ends[k][0]);
      return k ? 100 - along : along;
    });
  const now = two.map(({ tensor, cell }) => current.value(tensor, cell));
  const names = two.map((cell) => cellText(current, cell));
  const point = (/** @type {PointerEvent} */ event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    turn([within(at[0] * (STEPS - 1)), within(at[1] * (STEPS - 1))]);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const from = read ?? share(now).map((s) => within((s / 100) * (STEPS - 1)));
    turn([within(from[0] + by[0]), within(from[1] + by[1])]);
  };
  const told = read && reading(read, ends, names, surface);
  return html`<label class="row">
      <span>${t("surface.second")}</span>
      <select
        class="select"
        onChange=${(/** @type {any} */ e) => (second.value = choices.value[e.currentTarget.value])}
      >
        ${choices.value.map((cell, k) => {
          const name = cellText(current, cell);
          return (
            name !== names[0] &&
            html`<option key=${name} value=${k} selected=${name === names[1]}>${name}</option>`
          );
        })}
      </select>
    </label>
    <div
      class="loss-ground"
      role="application"
      tabindex="0"
      aria-label=${t("surface.label", { first: names[0], second: names[1] })}
      onPointerDown=${point}
      onPointerMove=${point}
      onPointerLeave=${() => turn(null)}
      onKeyDown=${press}
    >
      <canvas ref=${canvas} width=${STEPS} height=${STEPS}></canvas>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        ${
          way.length > 1 &&
          html`<polyline
            points=${way
              .map((place) =>
                share(place)
                  .map((s) => s.toFixed(2))
                  .join(","),
              )
              .join(" ")}
          />`
        }
        ${read && html`<path d="M${(100 * read[0]) / (STEPS - 1)} 0V100M0 ${(100 * read[1]) / (STEPS - 1)}H100" />`}
      </svg>
      <i class="now" style=${{ left: `${share(now)[0]}%`, top: `${share(now)[1]}%` }}></i>
    </div>
    <p aria-live="polite">
      ${told ?? t("surface.here", { first: `${names[0]} = ${short(now[0])}`, second: `${names[1]} = ${short(now[1])}` })}
    </p>`;
}

/** @param {number[]} read @param {[number, number][]} ends @param {string[]} names
 * @param {Surface} surface */
function reading(read, ends, names, { values }) {
  const at = (/** @type {number} */ k) => {
    const along = read[k] / (STEPS - 1);
    return ends[k][0] + (ends[k][1] - ends[k][0]) * (k ? 1 - along : along);
  };
  const loss = values[read[1] * STEPS + read[0]];
  return t("surface.read", {
    first: `${names[0]} = ${short(at(0))}`,
    second: `${names[1]} = ${short(at(1))}`,
    loss: short(loss),
  });
}

/** @param {HTMLCanvasElement} canvas @param {Surface} surface @param {Record<string, string>} ink */
function paint(canvas, surface, ink) {
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const data = ctx.createImageData(STEPS, STEPS);
  const reach = surface.high - surface.low || 1;
  const scale = { middle: surface.low, reach };
  shade(surface, scale, ramp(hued(ink)), new Uint32Array(data.data.buffer));
  ctx.putImageData(data, 0, 0);
}

/** The loss has its own hue. @type {WeakMap<object, any>} */
const made = new WeakMap();

/** @param {Record<string, string>} now */
function hued(now) {
  const found = made.get(now) ?? { ...now, positive: now.loss };
  made.set(now, found);
  return found;
}

/** @param {number} k */
const within = (k) => Math.min(Math.max(Math.round(k), 0), STEPS - 1);
