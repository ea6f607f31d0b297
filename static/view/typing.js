/**
 * What is being typed stays as it is, whatever is drawn anew meanwhile: an answer that comes between
 * two keys must not take the first one back. `data-typed` marks a field with text that counts not yet.
 */
import { useRef } from "../vendor/preact.js";

/** What a text field needs, and its element. @param {string} shown its text while nobody types */
export function useTyping(shown) {
  const ref = useRef(/** @type {HTMLInputElement | null} */ (null));
  const typed = ref.current && "typed" in ref.current.dataset;
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
