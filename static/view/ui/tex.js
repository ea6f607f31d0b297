/**
 * LaTeX in the page, and pointing: an element with data-tensor and data-cell stands for that
 * cell, with an empty data-cell for the whole tensor.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 */
import { homeOf } from "../../core/explain/focus.js";
import { placeOf, sameCell } from "../../core/data/trace.js";
import { effect, html, signal, useEffect, useLayoutEffect, useRef } from "../../vendor/preact.js";
import { hovered, trace, training } from "../control/state.js";
import { parts } from "./later.js";

const OPTIONS = { trust: true, throwOnError: false, strict: /** @type {const} */ ("ignore") };

/** Counts the times that faces have come: what was measured before them is measured again. */
export const faces = signal(0);
document.fonts.addEventListener("loadingdone", () => faces.value++);

/** ∂E/∂w as a fraction, and in one line. */
const DERIVATIVE = /\\frac\{\\partial E\}\{\\partial ((?:[^{}]|\{[^{}]*\})*)\}/g;
const LEVEL = String.raw`\partial E/\partial $1`;

/** @typedef {{current: HTMLElement | null}} Ref */

/** Milliseconds from one setting of a formula to the next while training goes on: ten times a second. */
const SELDOM = 95;

/** @param {{tex: string, class?: string, flat?: boolean}} props flat: derivatives in one line */
export function Tex({ tex, class: name = "", flat = false }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const set = useRef(-Infinity);
  const katex = parts.value?.katex;
  useLayoutEffect(() => {
    const draw = () => {
      set.current = performance.now();
      if (ref.current)
        katex?.render(flat ? tex.replace(DERIVATIVE, LEVEL) : tex, ref.current, OPTIONS);
    };
    const wait = training.peek() ? set.current + SELDOM - performance.now() : 0;
    if (wait <= 0) return draw();
    const timer = setTimeout(draw, wait);
    return () => clearTimeout(timer);
  }, [tex, flat, katex]);
  return html`<span class=${katex ? name : `${name} coming`} ref=${ref}></span>`;
}

/** Pointing at a symbol inside an element lights the thing on the stage, and pointing there lights
 * the symbols here. @param {Ref} ref */
export function usePointing(ref) {
  useEffect(() => {
    const root = ref.current;
    if (!root) return undefined;
    const point = (/** @type {Event} */ event) => {
      const marked = /** @type {Element} */ (event.target).closest("[data-tensor]");
      const cell = marked ? cellOf(/** @type {HTMLElement | SVGElement} */ (marked)) : null;
      if (!sameCell(cell, hovered.value)) hovered.value = cell;
    };
    const leave = () => (hovered.value = null);
    const listening = new AbortController();
    const options = { signal: listening.signal };
    root.addEventListener("pointerover", point, options);
    root.addEventListener("focusin", point, options);
    root.addEventListener("pointerleave", leave, options);
    root.addEventListener("focusout", leave, options);
    const stop = effect(() => light(root, trace.value, hovered.value));
    return () => {
      stop();
      listening.abort();
    };
  }, []);
}

/** Light what stands for the cell; where nothing does, what lives at its place.
 * @param {HTMLElement} root @param {Trace | null} current @param {Cell | null} cell */
function light(root, current, cell) {
  for (const element of root.querySelectorAll(".lit")) element.classList.remove("lit");
  if (!cell || !current?.has(cell.tensor)) return;
  const marked = [
    .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-tensor]")),
  ]
    .map((element) => ({ element, at: cellOf(element) }))
    .filter(({ at }) => current.has(at.tensor));
  const exact = marked.filter(({ at }) => at.tensor === cell.tensor && meets(at.cell, cell.cell));
  const place = placeOf(current.tensor(cell.tensor), cell.cell);
  const near = () =>
    marked.filter(
      ({ at }) =>
        homeOf(current, at.tensor) === homeOf(current, cell.tensor) &&
        meets(placeOf(current.tensor(at.tensor), at.cell), place),
    );
  for (const { element } of exact.length ? exact : near()) element.classList.add("lit");
}

/** @param {number[]} a @param {number[]} b an empty one is the whole tensor */
const meets = (a, b) => !a.length || !b.length || `${a}` === `${b}`;

/** @param {HTMLElement | SVGElement} element @returns {Cell} */
function cellOf({ dataset }) {
  const cell = dataset.cell ? dataset.cell.split("-").map(Number) : [];
  return { tensor: dataset.tensor ?? "", cell };
}
