/**
 * What is being typed stays as it is, whatever is drawn anew meanwhile: an answer that comes between
 * two keys must not take the first one back. `data-typed` marks a field with text that counts not yet,
 * `data-sent` one whose text was sent and is not answered: a server that is away takes nothing back.
 */
import { useRef, useState } from "../../vendor/preact.js";

/** What a text field needs, and its element. @param {string} shown its text while nobody types */
export function useTyping(shown) {
  const ref = useRef(/** @type {HTMLInputElement | null} */ (null));
  const data = ref.current?.dataset ?? {};
  const typed = ref.current && ("typed" in data || "sent" in data);
  return {
    ref,
    value: typed ? /** @type {HTMLInputElement} */ (ref.current).value : shown,
    onInput: (/** @type {any} */ { currentTarget }) => (currentTarget.dataset.typed = ""),
    onBlur: (/** @type {any} */ { currentTarget: input }) => {
      if ("typed" in input.dataset) untyped(input, shown); // a change that counts has been taken
    },
  };
}

/** The text counts now, or is given up. @param {HTMLInputElement} input @param {string} [text] */
export function untyped(input, text = input.value) {
  delete input.dataset.typed;
  input.value = text;
}

/** A text stays as long as it is not answered whether it counts.
 * @param {HTMLInputElement} input @param {() => unknown} send gives or promises false if it does not
 * @param {{taken: string, refused: string}} then the text of the field */
export async function whileSent(input, send, then) {
  const own = (input.dataset.sent = `${Number(input.dataset.sent ?? 0) + 1}`);
  const refused = (await send()) === false;
  if (input.dataset.sent !== own) return; // something else was sent since
  delete input.dataset.sent;
  if (!("typed" in input.dataset)) input.value = refused ? then.refused : then.taken;
}

/** A choice that stays on show while it is sent. @template T @param {T} value as it is
 * @returns {[T, (wanted: T, send: (wanted: T) => unknown) => Promise<void>]} what to show, and a way
 *   to want something else */
export function useWanted(value) {
  const [wanted, setWanted] = useState(/** @type {{value: T} | null} */ (null));
  return [
    wanted ? wanted.value : value,
    async (next, send) => {
      const own = { value: next };
      setWanted(own);
      await send(next);
      setWanted((/** @type {any} */ now) => (now === own ? null : now));
    },
  ];
}
