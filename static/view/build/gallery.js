/** The kinds of data there are, as pictures to choose from, with the settings of the chosen one. */
import { withData } from "../../core/examples.js";
import { fieldsOf, fresh } from "../../core/form.js";
import { inPlace } from "../../core/layers.js";
import { batch, html, signal, useEffect, useRef } from "../../vendor/preact.js";
import { getDataset, getDatasets } from "../api.js";
import { kinds, trouble } from "../state.js";
import { t } from "../words.js";
import { rebuild, refuse } from "./change.js";
import { Settings } from "./fields.js";
import { dataName } from "./names.js";
import { NumberField } from "./number.js";
import { Refusal } from "./refusal.js";
import { remark } from "./remarks.js";
import { Thumb } from "./thumb.js";

/** @import { DataKind, DrawnData } from "../api.js"
 * @import { Path } from "./change.js"
 * @import { Remark } from "../../core/examples.js"
 * @import { Signal } from "../../vendor/preact.js" */

/** Examples held out for a test are for training, not for a single iteration. */
const LATER = ["test"];
/** Examples in the picture of a kind that is not chosen. */
const FEW = 120;

const open = signal(false);
/** @type {Signal<DataKind[]>} */
const all = signal([]);
/** Kind, settings and seed of what is chosen. @type {Signal<Record<string, any> | null>} */
const chosen = signal(null);
/** @type {Signal<Record<string, DrawnData>>} */
const drawn = signal({});

export async function openGallery() {
  open.value = true;
  try {
    all.value = await getDatasets();
    if (!chosen.value) choose(all.value[0]);
    await Promise.all(all.value.map((kind) => picture(kind.kind, smaller(kind))));
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : "trouble.unknown";
  }
}

/** @param {DataKind} kind */
const choose = (kind) => (chosen.value = { ...fresh({ family: "", ...kind }), seed: 0 });

/** The settings a kind starts from, with few examples. @param {DataKind} kind */
function smaller(kind) {
  /** @type {[string, any][]} */
  const settings = Object.entries(fresh({ family: "", ...kind })).filter(([k]) => k !== "kind");
  const fewer = settings.map(([k, v]) => [k, k === "examples" ? Math.min(v, FEW) : v]);
  return Object.fromEntries(fewer);
}

/** @param {string} kind @param {Record<string, any>} settings */
async function picture(kind, settings) {
  const data = await getDataset(kind, settings);
  drawn.value = { ...drawn.value, [kind]: data };
}

/** Another setting of what is chosen, seen at once. @param {Path} path @param {any} value */
async function put([, name], value) {
  if (!chosen.value) return false;
  const { kind, ...settings } = { ...chosen.value, [name]: value };
  try {
    await picture(kind, settings);
  } catch (error) {
    refuse(["data", name], error instanceof Error ? error.message : t("trouble.unknown"));
    return false;
  }
  batch(() => {
    refuse(["data", name], "");
    chosen.value = { kind, ...settings };
  });
  return true;
}

async function take() {
  if (!chosen.value) return;
  const { kind, ...settings } = chosen.value;
  const data = await getDataset(kind, settings);
  /** @type {Remark[]} */
  let remarks = [];
  const done = await rebuild(
    (now) => {
      const made = withData(now, data, kinds.value);
      remarks = made.remarks;
      return inPlace(made.experiment);
    },
    ["data"],
  );
  if (!done) return;
  remark(...remarks);
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
      <button type="button" class="button primary" onClick=${take}>${t("data.take")}</button>
    </form>
  </dialog>`;
}

/** @param {{kind: DataKind, on: boolean}} props */
function Tile({ kind, on }) {
  const data = drawn.value[kind.kind];
  return html`<label class="tile">
    <input
      type="radio"
      name="dataset"
      value=${kind.kind}
      checked=${on}
      onChange=${() => choose(kind)}
    />
    <${Thumb} data=${data} />
    <span>${dataName(kind.kind)}</span>
  </label>`;
}

/** @param {{kind: DataKind}} props */
function Chosen({ kind }) {
  const fields = fieldsOf({ family: "", ...kind }).filter((field) => !LATER.includes(field.name));
  return html`<div class="chosen">
    <${Settings}
      kind=${kind.kind}
      fields=${fields}
      path=${["data"]}
      values=${chosen.value}
      put=${put}
    />
    <${NumberField}
      label=${t("build.seed")}
      path=${["data", "seed"]}
      value=${chosen.value?.seed ?? 0}
      whole
      least=${0}
      most=${2 ** 32 - 1}
      put=${put}
    />
    <${Refusal} path=${["data"]} id="gallery" />
  </div>`;
}
