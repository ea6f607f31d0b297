/** A field for a text; it counts on Enter or when the field is left. */
import { html, useId } from "../../vendor/preact.js";
import { untyped, useTyping } from "../ui/draft-input.js";
import { change } from "./apply-edit.js";
import { invalid, Refusal } from "./refusal.js";

/** @import { Path } from "./apply-edit.js"
 * @typedef {(path: Path, value: any) => unknown} Put  gives or promises false where it cannot be */

/** @param {{label: string, path: Path, value: string, most?: number, put?: Put,
 *   quiet?: boolean, read?: (text: string) => any}} props  quiet: the label is spoken only; read: the
 *   value that a text stands for */
export function TextField({
  label,
  path,
  value,
  most,
  quiet,
  put = change,
  read = (text) => text,
}) {
  const id = useId();
  const { ref, ...typing } = useTyping(value);
  const commit = async () => {
    const input = ref.current;
    if (!input) return;
    untyped(input);
    const text = input.value.trim();
    const taken = text === value || (await put(path, read(text))) !== false;
    input.value = taken ? text : value;
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !ref.current || ref.current.value === value) return;
    untyped(ref.current, value);
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="row">
      <label for=${id} class=${quiet ? "visually-hidden" : ""}>${label}</label>
      <input
        class="input text"
        id=${id}
        ref=${ref}
        maxlength=${most}
        autocomplete="off"
        spellcheck=${false}
        ...${typing}
        onChange=${commit}
        onKeyDown=${press}
        ...${invalid(path, id)}
      />
    </div>
    <${Refusal} path=${path} id=${id} />`;
}
