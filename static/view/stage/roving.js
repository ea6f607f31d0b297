/** One tab stop for the whole stage; arrow keys go to the nearest thing in their direction. */
import { signal } from "../../vendor/preact.js";

/** The thing that the tab key reaches. */
export const rove = signal("neuron 0:0");

/** @type {Map<string, HTMLElement>} */
const stops = new Map();

/** Make an element a stop. @param {string} key */
export function stop(key) {
  return (/** @type {HTMLElement | null} */ element) => {
    if (element) stops.set(key, element);
    else stops.delete(key);
  };
}

/** The element of a stop, if it is on the stage. @param {string} key */
export const stopAt = (key) => stops.get(key);

/** @type {Record<string, [number, number]>} */
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** What lies more to the side than ahead is gone to where nothing else is ahead. */
const BESIDE = 1e6;

/** Whether the stage was last reached by the pointer: arrow keys then move in time, as everywhere. */
let pointed = false;

addEventListener("pointerdown", () => (pointed = true), true);
addEventListener("keydown", ({ key }) => key === "Tab" && (pointed = false), true);

/** @param {KeyboardEvent} event */
export function move(event) {
  const direction = directions[event.key];
  const from = /** @type {HTMLElement} */ (event.target);
  if (pointed || !direction || event.ctrlKey || event.metaKey || event.altKey) return;
  if (![...stops.values()].includes(from)) return;
  event.preventDefault();
  event.stopPropagation();
  const [x, y] = centre(from);
  let best = null;
  let least = Infinity;
  for (const other of stops.values()) {
    const [ox, oy] = centre(other);
    const ahead = (ox - x) * direction[0] + (oy - y) * direction[1];
    const aside = Math.abs((ox - x) * direction[1]) + Math.abs((oy - y) * direction[0]);
    if (other === from || ahead < 4) continue;
    const cost = ahead + 2 * aside + (aside > ahead ? BESIDE : 0);
    if (cost < least) [best, least] = [other, cost];
  }
  best?.focus();
}

/** @param {HTMLElement} element */
function centre(element) {
  const b = element.getBoundingClientRect();
  return [b.left + b.width / 2, b.top + b.height / 2];
}

/** Keep a stop that is there, when the network changes. */
export function settleStop() {
  const keys = [...stops.keys()];
  if (keys.length && !stops.has(rove.value)) rove.value = keys[0];
}
