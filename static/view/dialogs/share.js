/**
 * Sharing the moment: its link, copied at once where there is a clipboard and else by hand; a file where
 * a link is too long; and what a class shall not see.
 */
import { PARTS, hiding } from "../../core/data/hidden.js";
import { fileOf, lost } from "../../core/data/permalink.js";
import { html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { link } from "../control/address.js";
import { save } from "./file.js";
import { hidden } from "../ui/hidden-parts.js";
import { Icon } from "../ui/icon.js";
import { momentNow } from "../control/snapshot.js";
import { BackLink } from "./playground-back-link.js";
import { line } from "../control/state.js";
import { t } from "../ui/words.js";

/** Characters from which on some programs cut a link. */
const LONG = 8000;

/** The link without a query, while it is shared; empty: not now. */
const shared = signal("");
const hide = signal(/** @type {Set<string>} */ (new Set()));
/** Whether the link as it stands has been copied. */
const copied = signal(false);
/** What the link leaves out: "run", "branch", all of it ("data") or nothing. */
const missing = signal("");

const address = () =>
  shared.value.replace(/#|$/, (sign) => `${hiding(location.search, hide.value)}${sign}`);

/** Show the link to this moment, and copy it. */
export async function share() {
  missing.value = lost(momentNow());
  hide.value = new Set(hidden);
  shared.value = await link("");
  if (fileOf(new URL(shared.value).hash) !== null) missing.value = "data";
  await copy();
}

async function copy() {
  try {
    await navigator.clipboard.writeText(address());
    copied.value = true;
  } catch {
    copied.value = false; // plain http has no clipboard, and elsewhere it may be refused
  }
}

export function ShareDialog() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const open = shared.value !== "";
  useEffect(() => {
    if (!open) return;
    ref.current?.showModal();
    ref.current?.querySelector("input")?.select();
  }, [open]);
  const close = () => {
    shared.value = "";
    copied.value = false;
  };
  return html`<dialog class="share" ref=${ref} aria-labelledby="share-title" onClose=${close}>
    ${open && html`<${Content} dialog=${ref} />`}
  </dialog>`;
}

/** @param {{dialog: {current: HTMLDialogElement | null}}} props */
function Content({ dialog }) {
  const byHand = async () => {
    await copy();
    if (copied.value) return;
    dialog.current?.querySelector("input")?.select();
    copied.value = document.execCommand("copy");
  };
  return html`<h2 id="share-title">${t("share.title")}</h2>
    <p class="caption">${t("share.explain")}</p>
    <form method="dialog" class="share-form">
      <input class="input" readonly value=${address()} aria-label=${t("share.link")} />
      <button type="button" class="button primary" onClick=${byHand}>${t("share.copy")}</button>
      <button class="button">${t("close")}</button>
    </form>
    <p class="share-said" role="status">
      ${copied.value && html`<${Icon} name="check" />${t("share.copied")}`}
    </p>
    <${Remarks} />
    <${BackLink} /> <${ForClass} />`;
}

/** What a link cannot do. */
function Remarks() {
  const characters = address().length;
  const long = characters > LONG;
  const file = html`<button type="button" class="link" onClick=${save}>${t("file.save")}</button>`;
  return html`${missing.value && html`<p class="note">${t(`share.lost.${missing.value}`)} ${file}</p>`}
  ${long && html`<p class="note">${t("share.long", { count: characters })} ${file}</p>`}
  ${line.value?.start && !missing.value && html`<p class="caption">${t("share.branch")}</p>`}`;
}

/** Parts that students shall not see, each with those that lie within it. */
function ForClass() {
  const within = Object.values(PARTS).flat();
  const outer = Object.keys(PARTS).filter((name) => !within.includes(name));
  return html`<details class="fold share-class" open=${hidden.size > 0}>
    <summary>${t("share.class")}</summary>
    <p class="caption">${t("share.class.explain")}</p>
    <ul>
      ${outer.map((name) => html`<${Part} key=${name} name=${name} />`)}
    </ul>
  </details>`;
}

/** @param {{name: string, gone?: boolean}} props  gone: with the part that it lies in */
function Part({ name, gone = false }) {
  const off = gone || hide.value.has(name);
  const turn = () => {
    const now = new Set(hide.value);
    if (!now.delete(name)) now.add(name);
    hide.value = now;
    copied.value = false;
  };
  return html`<li>
    <label class="check">
      <input type="checkbox" name=${name} checked=${off} disabled=${gone} onChange=${turn} />
      ${t(`hide.${name}`)}
    </label>
    ${
      PARTS[name].length > 0 &&
      html`<ul>
        ${PARTS[name].map((inner) => html`<${Part} key=${inner} name=${inner} gone=${off} />`)}
      </ul>`
    }
  </li>`;
}
