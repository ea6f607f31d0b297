/** A field for a number, with its bounds; it takes what people type and says why it takes it not. */
import { parse, writtenValue } from "../../core/data/form.js";
import { stepped } from "../../core/data/parameters.js";
import { html, useId } from "../../vendor/preact.js";
import { untyped, useTyping, whileSent } from "../ui/draft-input.js";
import { later } from "../ui/later.js";
import { t } from "../ui/words.js";
import { invalid, Refusal } from "./refusal.js";
import { refuse } from "./refused.js";

/** @import { Path } from "./apply-edit.js"
 * @typedef {(path: Path, value: any) => unknown} Put  gives or promises false where it cannot be
 * @typedef {{path: Path, value: number | null, whole?: boolean, least?: number | null,
 *   most?: number | null, empty?: string, put?: Put, nudge?: boolean}} Props  empty: the words for no number,
 *   where that can be; nudge: whether up and down change it */

/** A number as long as this may be wider than its field. */
const LONG = 6;

/** @param {Props & {label: string}} props */
export function NumberField({ label, ...rest }) {
  const id = useId();
  return html`<div class="row wraps">
      <label for=${id}>${label}</label>
      <${NumberInput} id=${id} ...${rest} />
    </div>
    <${Refusal} path=${rest.path} id=${id} />`;
}

/** @param {Props & {id: string, label?: string, onLeave?: () => void}} props */
export function NumberInput({
  id,
  path,
  value,
  label,
  put = later("change"),
  nudge = false,
  onLeave,
  ...bounds
}) {
  const shown = value === null ? "" : writtenValue(value);
  const { ref, ...typing } = useTyping(shown);
  /** @param {number | null} number */
  const give = (number) =>
    whileSent(/** @type {HTMLInputElement} */ (ref.current), () => put(path, number), {
      taken: number === null ? "" : writtenValue(number),
      refused: shown,
    });
  const commit = () => {
    const input = ref.current;
    if (!input) return;
    untyped(input);
    if (input.value === shown) return;
    const number = parse(input.value);
    const why = wrong(number, input.value, bounds);
    if (!why) return void give(number);
    refuse(
      path,
      why.words,
      why.nearest === null ? null : way(why.nearest, () => give(why.nearest)),
    );
    input.value = shown;
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
    const input = /** @type {HTMLInputElement} */ (ref.current);
    if (event.key === "Escape" && (onLeave || input.value !== shown)) {
      untyped(input, shown);
      onLeave?.();
    } else if (nudge && by && !event.ctrlKey && !event.metaKey) {
      const step = by * (event.shiftKey ? 10 : 1) * (event.altKey ? 0.1 : 1);
      input.value = writtenValue(stepped(parse(input.value) ?? value ?? 0, step));
      commit();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<input
    class="input number"
    id=${id}
    name=${path.join(".")}
    ref=${ref}
    style=${{ "--chars": shown.length }}
    title=${shown.length > LONG ? shown : undefined}
    placeholder=${bounds.empty}
    aria-label=${label}
    autocomplete="off"
    spellcheck=${false}
    inputmode=${bounds.whole && (bounds.least ?? -1) >= 0 ? "numeric" : undefined}
    ...${typing}
    onChange=${commit}
    onKeyDown=${press}
    ...${invalid(path, id)}
  />`;
}

/** @param {number} nearest @param {() => unknown} take */
const way = (nearest, take) => ({ key: "remedy.value", nearest, take });

/** @param {number | null} number @param {string} text @param {Partial<Props>} bounds
 * @returns {{words: string, nearest: number | null} | null} */
function wrong(number, text, { whole = false, least = null, most = null, empty }) {
  if (number === null && text.trim() === "" && empty !== undefined) return null;
  const [low, high] = [least ?? -Infinity, most ?? Infinity];
  if (number === null) return { words: t(whole ? "field.whole" : "field.number"), nearest: null };
  const nearest = Math.min(Math.max(whole ? Math.round(number) : number, low), high);
  if (nearest === number) return null;
  if (number >= low && number <= high) return { words: t("field.whole"), nearest };
  if (most === null) return { words: t("field.least", { least: low }), nearest };
  return { words: t("field.between", { least: low, most: high }), nearest };
}
