/** Numbers from elsewhere: pasted, or from a file. What cannot be read is told line by line. */
import { readEntries } from "../../core/explain/pasted-entries.js";
import { html, useState } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { entries } from "./answers-state.js";

/** @import { Unread } from "../../core/explain/pasted-entries.js" */

/** Lines that are told; more are counted. */
const MOST = 5;
/** Characters that a file may have. */
const LONGEST = 200_000;

export function Paste() {
  const [text, setText] = useState("");
  const [unread, setUnread] = useState(/** @type {Unread[]} */ ([]));
  const [count, setCount] = useState(0);
  const take = (/** @type {string} */ given) => {
    const now = trace.value;
    if (!now) return;
    const found = readEntries(now, given.slice(0, LONGEST));
    for (const [tensor, own] of Object.entries(found.entries))
      entries.value = { ...entries.value, [tensor]: { ...entries.value[tensor], ...own } };
    setUnread(found.unread);
    setCount(Object.values(found.entries).reduce((n, own) => n + Object.keys(own).length, 0));
    if (!found.unread.length) setText("");
  };
  const open = async (/** @type {any} */ { currentTarget }) => {
    const content = await currentTarget.files[0]?.text();
    currentTarget.value = "";
    if (content) take(content);
  };
  return html`<details class="fold paste">
    <summary>${t("check.paste")}</summary>
    <label for="paste-numbers">${t("check.paste.how")}</label>
    <textarea
      class="input"
      id="paste-numbers"
      rows="4"
      spellcheck="false"
      value=${text}
      onInput=${(/** @type {any} */ e) => setText(e.currentTarget.value)}
    ></textarea>
    <div class="tools">
      <button type="button" class="button" disabled=${!text.trim()} onClick=${() => take(text)}>
        ${t("check.paste.take")}
      </button>
      <label class="field">
        ${t("check.file")}
        <input type="file" accept=".csv,.tsv,.txt,.json" onChange=${open} />
      </label>
    </div>
    <div role="status">
      ${count > 0 && html`<p>${t("check.paste.read", { count })}</p>`}
      ${unread.slice(0, MOST).map((one, k) => html`<p class="refusal" key=${k}>${toldUnread(one)}</p>`)}
      ${unread.length > MOST && html`<p>${t("check.paste.more", { count: unread.length - MOST })}</p>`}
    </div>
  </details>`;
}

/** @param {Unread} one */
const toldUnread = ({ line, text, why }) =>
  `${line ? t("check.paste.line", { line }) : ""} ${t(`check.unread.${why}`, { text })}`.trim();
