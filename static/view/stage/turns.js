/**
 * The moment that each part of the stage shows. While a large network trains, parts take turns: to
 * paint all of them in one frame takes longer than a frame, and each is still seen to change ten times a
 * second.
 * @import { Trace } from "../../core/data/trace.js"
 * @import { Signal } from "../../vendor/preact.js"
 * @typedef {number | "wires" | "rings"} Part  a number: so many neurons that follow each other
 */
import { batch, effect, signal } from "../../vendor/preact.js";
import { trace, training } from "../control/state.js";

/** Neurons of a part; a network of no more than that is written at once. */
const AT_ONCE = 64;
/** Milliseconds in which every part has its turn, and those from one frame to the next. */
const ROUND = 95;
const FRAME = 1000 / 60;

/** @type {Map<Part, Signal<Trace | null>>} */
const parts = new Map();

/** Those that wait for their turn in this round, and when it began.
 * @type {{waiting: Part[], count: number, began: number}} */
let round = { waiting: [], count: 0, began: 0 };
let asked = false;

/** @param {Part} part */
export function traceOf(part) {
  const known = parts.get(part) ?? signal(trace.peek());
  parts.set(part, known);
  return known;
}

/** The part that a neuron belongs to. @param {number} number of all neurons of the stage */
export const partOf = (number) => Math.floor(number / AT_ONCE);

effect(() => {
  const now = trace.value;
  const turns = training.value && now;
  const large = turns && neurons(now) > AT_ONCE;
  batch(() => {
    for (const [part, shown] of parts)
      if (!turns || (typeof part === "number" && !large)) shown.value = now;
  });
  if (turns) ask();
});

function ask() {
  if (asked) return;
  asked = true;
  requestAnimationFrame((now) => {
    asked = false;
    if (!training.peek()) return;
    if (!round.waiting.length && now - round.began >= ROUND) begin(now);
    take(now);
    if (behind().length) ask();
  });
}

/** @param {number} now */
function begin(now) {
  const waiting = behind();
  round = { waiting, count: waiting.length, began: now };
}

/** As many turns as are due in this frame, so that the round ends in time.
 * @param {number} now */
function take(now) {
  const { waiting, count, began } = round;
  const due = Math.floor((count * (now - began + FRAME)) / ROUND);
  const left = Math.max(count - Math.max(due, 1), 0);
  const newest = trace.peek();
  batch(() => {
    while (waiting.length > left) traceOf(/** @type {Part} */ (waiting.shift())).value = newest;
  });
}

/** The parts of this network that show an older moment. */
function behind() {
  const now = trace.peek();
  const last = now ? partOf(neurons(now)) : 0;
  const here = [...parts.keys()].filter((part) => typeof part === "string" || part <= last);
  return here.filter((part) => traceOf(part).peek() !== now);
}

/** @type {WeakMap<object, number>} of a network, counted once */
const counts = new WeakMap();

/** Numbers of all neurons of one example. @param {Trace} now */
function neurons(now) {
  const { tensors } = now.document;
  const known = counts.get(tensors);
  if (known !== undefined) return known;
  let sum = 0;
  for (const { kind, shape } of now.tensors.values())
    if (kind === "output" || kind === "input") sum += shape.slice(1).reduce((a, b) => a * b, 1);
  counts.set(tensors, sum);
  return sum;
}
