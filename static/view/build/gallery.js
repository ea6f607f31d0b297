/** The kinds of data there are, as pictures to choose from, with the settings of the chosen one. */
import { fieldsOf } from "../../core/data/form.js";
import { html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { all, allPut, chooseKind, chosen, fill, pictures, put, wholeData } from "./gallery-data.js";
import { Settings } from "./fields.js";
import { dataName } from "./kind-names.js";
import { Refusal } from "./refusal.js";
import { SeedField } from "./seed.js";
import { takeData } from "./take-data.js";
import { Thumb } from "./thumb.js";

/** @import { DataKind } from "../server/api.js" */

const open = signal(false);

export function openGallery() {
  open.value = true;
  return fill();
}

async function use() {
  await allPut(); // what was typed last counts
  if (wholeData.value && (await takeData(wholeData.value, chosen.value, ["data"])))
    open.value = false;
}

export function Gallery() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (open.value) ref.current?.showModal();
    else ref.current?.close();
  }, [open.value]);
  const kind = all.value.find((k) => k.kind === chosen.value?.kind);
  return html`<dialog
    class="gallery"
    ref=${ref}
    aria-labelledby="gallery-title"
    onClose=${() => (open.value = false)}
  >
    <h2 id="gallery-title">${t("data.title")}</h2>
    <div class="tiles" role="radiogroup" aria-labelledby="gallery-title">
      ${all.value.map((k) => html`<${Tile} key=${k.kind} kind=${k} on=${k === kind} />`)}
    </div>
    ${kind && html`<${Chosen} kind=${kind} />`}
    <form method="dialog" class="tools end">
      <button class="button">${t("close")}</button>
      <button type="button" class="button primary" aria-disabled=${!wholeData.value} onClick=${use}>
        ${t("data.take")}
      </button>
    </form>
  </dialog>`;
}

/** @param {{kind: DataKind, on: boolean}} props */
function Tile({ kind, on }) {
  return html`<label class="tile">
    <input
      type="radio"
      name="dataset"
      value=${kind.kind}
      checked=${on}
      onChange=${() => chooseKind(kind)}
    />
    <${Thumb} data=${pictures.value[kind.kind]} />
    <span>${dataName(kind.kind)}</span>
  </label>`;
}

/** @param {{kind: DataKind}} props */
function Chosen({ kind }) {
  return html`<div class="chosen">
    <${Settings}
      kind=${kind.kind}
      fields=${fieldsOf({ family: "", ...kind })}
      path=${["data"]}
      values=${chosen.value}
      put=${put}
    />
    <${SeedField} path=${["data", "seed"]} value=${chosen.value?.seed ?? 0} put=${put} />
    <${Counts} />
    <${Refusal} path=${["data"]} id="gallery" />
    <${Refusal} path=${["data", "kind"]} id="gallery-kind" />
  </div>`;
}

/** How many are to learn from, and how many are kept for a test. */
function Counts() {
  const { training, test } = wholeData.value ?? { training: [], test: [] };
  const key = test.length ? "data.counts" : "data.counts.all";
  const said = wholeData.value ? t(key, { training: training.length, test: test.length }) : "";
  return html`<p class="caption counts" role="status">${said}</p>`;
}
