/** Copying the link: by the clipboard where there is one, else from a field where it stands selected. */
import { html, signal, useEffect, useRef } from "../vendor/preact.js";
import { link } from "./address.js";
import { Icon } from "./menu.js";
import { say } from "./trouble.js";
import { t } from "./words.js";

/** The link that waits to be copied by hand; empty: none. */
const waiting = signal("");

/** Copy the link to this moment, or show it. */
export async function share() {
  const address = await link();
  try {
    await navigator.clipboard.writeText(address);
    say("share.copied");
  } catch {
    waiting.value = address; // plain http has no clipboard, and elsewhere it may be refused
  }
}

export function ShareButton() {
  return html`<button class="button not-phone" onClick=${share}>
    <${Icon} name="share" />${t("share")}
  </button>`;
}

export function ShareDialog() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const dialog = ref.current;
    if (!waiting.value || !dialog) return;
    dialog.showModal();
    dialog.querySelector("input")?.select();
  }, [waiting.value]);
  return html`<dialog
    class="share"
    ref=${ref}
    aria-labelledby="share-title"
    onClose=${() => (waiting.value = "")}
  >
    <h2 id="share-title">${t("share.title")}</h2>
    <p class="caption">${t("share.explain")}</p>
    <form method="dialog" class="share-form">
      <input class="input" readonly value=${waiting.value} aria-label=${t("share.link")} />
      <button type="button" class="button primary" onClick=${() => copyFrom(ref.current)}>
        ${t("share.copy")}
      </button>
      <button class="button">${t("close")}</button>
    </form>
  </dialog>`;
}

/** @param {HTMLDialogElement | null} dialog */
function copyFrom(dialog) {
  dialog?.querySelector("input")?.select();
  if (!document.execCommand("copy")) return;
  dialog?.close();
  say("share.copied");
}
