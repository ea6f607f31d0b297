/** The fourth step: words in one language or two, with the numbers that they name, and how they look. */
import { askingKey } from "../../../core/lessons/own.js";
import { saying } from "../../../core/lessons/draft.js";
import { cellText } from "../../../core/explain/symbol.js";
import { html, signal, useId } from "../../../vendor/preact.js";
import { selected, whole } from "../../control/state.js";
import { language, languages, t } from "../../ui/words.js";
import { changeDraft, changePart, draft, draftPart, partOfForm } from "./draft.js";
import { PreviewOfWords } from "./preview.js";

/** @import { Words } from "../../../core/lessons/own.js" */

/** Characters of a title or a question, and of a text: as the server takes them. */
const LINE = 300;
const TEXT = 6000;

/** The language that is written now. */
const spoken = signal("");
/** The field that was written in last: numbers go there.
 * @type {HTMLInputElement | HTMLTextAreaElement | null} */
let last = null;

export function Say() {
  const [of, part] = [draft.value, draftPart.value];
  const code = spoken.value || language.value;
  if (!of || !part) return null;
  const put =
    (/** @type {"text" | "ask" | "right" | "other"} */ field) => (/** @type {string} */ text) =>
      changePart({ [field]: saying(part[field], code, text) });
  const symbol = whole.value?.has(part.tensor) ? cellText(whole.value, part) : part.tensor;
  const asked = t(askingKey(part.kind), { symbol });
  return html`<${Spoken} code=${code} />
    <div class="own-words" key=${`${code}${partOfForm.value}`} lang=${code}>
      <${Field}
        label=${t("own.words.title")}
        words=${of.title}
        code=${code}
        most=${LINE}
        put=${(/** @type {string} */ text) => changeDraft({ title: saying(of.title, code, text) })}
      />
      <${Field}
        label=${t("own.words.text")}
        words=${part.text}
        code=${code}
        most=${TEXT}
        tall
        put=${put("text")}
      />
      <${Field}
        label=${t("own.words.ask")}
        words=${part.ask}
        code=${code}
        most=${LINE}
        hint=${asked}
        put=${put("ask")}
      />
      <${Field}
        label=${t("own.words.right")}
        words=${part.right}
        code=${code}
        most=${TEXT}
        tall
        put=${put("right")}
      />
      ${part.kind !== "goal" && html`<${Replies} code=${code} />`}
    </div>
    <${Numbers} />
    <${PreviewOfWords} code=${code} />`;
}

/** @param {{code: string}} props */
function Spoken({ code }) {
  return html`<div class="lesson-row">
    <span class="segmented" role="group" aria-label=${t("own.words.language")}>
      ${languages.map(
        (one) =>
          html`<button
            type="button"
            key=${one.code}
            lang=${one.code}
            aria-pressed=${one.code === code}
            onClick=${() => (spoken.value = one.code)}
          >
            ${one.name}
          </button>`,
      )}
    </span>
    <span class="caption">${t("own.words.one")}</span>
  </div>`;
}

/** @param {{label: string, words: Words, code: string, most: number, tall?: boolean, hint?: string,
 *   put: (text: string) => void}} props  tall: for several lines; hint: what stands there if nothing is
 *   written */
function Field({ label, words, code, most, tall = false, hint = "", put }) {
  const id = useId();
  const common = {
    id,
    class: "input",
    maxlength: most,
    placeholder: hint,
    value: words[code] ?? "",
    onFocus: (/** @type {any} */ { currentTarget }) => void (last = currentTarget),
    onInput: (/** @type {any} */ { currentTarget }) => put(currentTarget.value),
  };
  return html`<div class="own-field">
    <label for=${id}>${label}</label>
    ${tall ? html`<textarea rows="3" ...${common}></textarea>` : html`<input type="text" autocomplete="off" ...${common} />`}
  </div>`;
}

/** What is said to wrong answers: the page says something itself where nothing stands.
 * @param {{code: string}} props */
function Replies({ code }) {
  const part = draftPart.value;
  if (!part) return null;
  const put = (/** @type {string} */ bug) => (/** @type {string} */ text) =>
    changePart({
      mistakes: part.mistakes.map((one) =>
        one.bug === bug ? { ...one, reply: saying(one.reply, code, text) } : one,
      ),
    });
  return html`<details class="fold">
    <summary>${t("own.words.replies")}</summary>
    <p class="caption">${t("own.words.replies.what")}</p>
    ${part.mistakes.map(
      ({ bug, reply }) =>
        html`<${Field}
          key=${bug}
          label=${t(`bug.${bug}.name`)}
          words=${reply}
          code=${code}
          most=${TEXT}
          tall
          hint=${code === language.value ? t(`bug.${bug}.text`) : ""}
          put=${put(bug)}
        />`,
    )}
    <${Field}
      label=${t("own.words.other")}
      words=${part.other}
      code=${code}
      most=${TEXT}
      tall
      put=${(/** @type {string} */ text) => changePart({ other: saying(part.other, code, text) })}
    />
  </details>`;
}

/** Numbers that the words can name: each is put in by the engine. */
function Numbers() {
  const id = useId();
  const [part, trace, chosen] = [draftPart.value, whole.value, selected.value];
  if (!part) return null;
  const cell = chosen && trace?.has(chosen.tensor) ? chosen : null;
  const names = [
    { name: "right", text: t("own.words.number.right") },
    ...(cell && trace
      ? [{ name: [cell.tensor, ...cell.cell].join("."), text: cellText(trace, cell) }]
      : []),
    ...part.mistakes.map(({ bug }) => ({ name: bug, text: t(`bug.${bug}.name`) })),
  ];
  const put = (/** @type {any} */ { currentTarget }) => {
    const name = currentTarget.value;
    currentTarget.value = "";
    if (!last?.isConnected || !name) return;
    const [from, to] = [last.selectionStart ?? 0, last.selectionEnd ?? 0];
    last.setRangeText(`{${name}}`, from, to, "end");
    last.dispatchEvent(new InputEvent("input", { bubbles: true }));
    last.focus();
  };
  return html`<div class="own-field">
    <label for=${id}>${t("own.words.number")}</label>
    <select class="select" id=${id} onChange=${put}>
      <option value="">${t("own.words.number.choose")}</option>
      ${names.map(({ name, text }) => html`<option key=${name} value=${name}>${text}</option>`)}
    </select>
    <small class="caption">${t("own.words.number.what")}</small>
  </div>`;
}
