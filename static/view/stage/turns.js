/**
 * The trace that each column of neurons shows. While a large network trains, columns take turns, one
 * in each frame: to write all of them at once takes longer than a frame, and each is still seen to
 * change ten times a second.
 * @import { Trace } from "../../core/data/trace.js"
 * @import { Signal } from "../../vendor/preact.js"
 */
import { batch, effect, signal } from "../../vendor/preact.js";
import { trace, training } from "../control/state.js";

/** Neurons that are written in one frame. */
const AT_ONCE = 60;

/** @type {Signal<Trace | null>[]} */
const columns = [];
let turn = 0;
let waiting = false;

/** @param {number} column */
export function traceOf(column) {
  columns[column] ??= signal(trace.peek());
  return columns[column];
}

effect(() => {
  const now = trace.value;
  if (training.value && now && size(now) > AT_ONCE) return wait();
  batch(() => columns.forEach((column) => (column.value = now)));
});

function wait() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const now = trace.peek();
    for (let k = 0; k < columns.length; k++) {
      const column = columns[turn++ % columns.length];
      if (column.peek() === now) continue;
      column.value = now;
      wait();
      return;
    }
  });
}

/** Numbers of all neurons of one example. @param {Trace} now */
function size(now) {
  let sum = 0;
  for (const { kind, shape } of now.tensors.values())
    if (kind === "output" || kind === "input") sum += shape.slice(1).reduce((a, b) => a * b, 1);
  return sum;
}
