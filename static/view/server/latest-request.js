/**
 * An answer of the server that follows an order which keeps changing: one request at a time, then at
 * once the newest order. What rests ends up answered exactly.
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 */
import { effect, signal, untracked } from "../../vendor/preact.js";

/**
 * @template O, A
 * @typedef {{order: O, answer: A | null, problem: string}} Followed  problem: why there is no answer
 */

/**
 * @template {{of: unknown}} O, A
 * @param {ReadonlySignal<O | null>} order what it is an answer of, or null: nothing is asked
 * @param {(order: O) => Promise<A>} ask
 * @param {() => number} [pause] milliseconds after an answer in which nothing is asked
 * @returns {ReadonlySignal<Followed<O, A> | null>}
 */
export function following(order, ask, pause = () => 0) {
  const found = signal(/** @type {Followed<O, A> | null} */ (null));
  let busy = false;
  const go = async () => {
    busy = true;
    for (let asked = order.peek(), done; asked !== done; asked = order.peek()) {
      const followed = asked && (await answered(asked, ask));
      const now = order.peek();
      // An answer about another network says nothing about this one.
      found.value = followed && now?.of === followed.order.of ? followed : null;
      done = asked;
      const wait = asked ? pause() : 0;
      if (wait) await new Promise((on) => setTimeout(on, wait));
    }
    busy = false;
  };
  effect(() => {
    void order.value;
    untracked(() => busy || go());
  });
  return found;
}

/** @template O, A @param {O} order @param {(order: O) => Promise<A>} ask */
async function answered(order, ask) {
  try {
    return { order, answer: await ask(order), problem: "" };
  } catch (error) {
    return { order, answer: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
