/** One layer: its name and size, its activation, and behind a small button the rest. */
import { fieldsOf } from "../../core/data/form.js";
import { cellCountOf } from "../../core/data/kinds.js";
import { html } from "../../vendor/preact.js";
import { Icon } from "../ui/icon.js";
import { t } from "../ui/words.js";
import { FieldHelp } from "./field-help.js";
import { Choice, OpFields, Settings } from "./fields.js";
import { layerKinds, moveLayer, putCount, putKind, removeLayer } from "./layer-edits.js";
import { kindName, settingName } from "./kind-names.js";
import { NumberInput } from "./number.js";
import { Reads } from "./reads-fields.js";
import { Refusal } from "./refusal.js";

/** @import { Kind } from "../../core/data/kinds.js" */

/** @param {{layer: any, place: number, of: number, shape: number[]}} props  shape of its output */
export function Layer({ layer, place: k, of, shape }) {
  const kind = layerKinds().find((other) => other.kind === layer.kind);
  const count = kind && cellCountOf(kind);
  const name = `${kindName(layer.kind)}${k === of - 1 ? ` · ${t("build.output")}` : ""}`;
  return html`<div
    class=${`layer-card${count ? "" : " uncounted"}${kind?.activated ? "" : " plain"}`}
    role="group"
    aria-label=${t("build.layer", { number: k + 1, name })}
  >
    <div class="row">
      <span class="layer-name"
        >${name}${(shape.length > 1 || !count) && html`<small>${shape.join(" × ")}</small>`}</span
      >
      ${count && html`<${Stepper} kind=${kind} place=${k} value=${layer[count.name]} />`}
    </div>
    ${
      kind?.activated &&
      html`<${OpFields}
        family="activation"
        path=${["layers", k, "activation"]}
        op=${layer.activation}
        label=${t("build.activation")}
        quiet
      />`
    }
    ${kind && !layer.activation && html`<${Rest} layer=${layer} kind=${kind} place=${k} />`}
    ${count && html`<${FieldHelp} name=${count.name} />`}
    <${Refusal} path=${["layers", k]} id=${`layer-${k}`} />
    ${kind && html`<${More} layer=${layer} kind=${kind} place=${k} of=${of} />`}
  </div>`;
}

/** How many cells it makes: − 2 +. @param {{kind: Kind, place: number, value: number}} props */
function Stepper({ kind, place, value }) {
  const count = /** @type {import("../../core/data/form.js").Field} */ (cellCountOf(kind));
  const label = settingName(kind.kind, count.name);
  const path = ["layers", place, count.name];
  const { least, most } = count;
  /** @param {number} by @param {string} words @param {string} icon @param {boolean} end */
  const button = (by, words, icon, end) =>
    html`<button
      aria-label=${words}
      title=${words}
      aria-disabled=${end}
      onClick=${() => !end && putCount(place, count, (n) => n + by)}
    >
      <${Icon} name=${icon} />
    </button>`;
  return html`<span class="stepper" role="group" aria-label=${label}>
      ${button(-1, t("build.fewer"), "minus", value <= (least ?? 0))}
      <${NumberInput}
        id=${`layer-${place}-count`}
        label=${label}
        path=${path}
        value=${value}
        whole
        least=${least}
        most=${most}
        put=${(/** @type {any} */ _, /** @type {number} */ n) => putCount(place, count, () => n)}
      />
      ${button(1, t("build.more-of"), "plus", value >= (most ?? Infinity))}
    </span>
    <${Refusal} path=${path} id=${`layer-${place}-count`} />`;
}

/** Its settings but the count. @param {{layer: any, kind: Kind, place: number}} props */
function Rest({ layer, kind, place: k }) {
  const rest = fieldsOf(kind).filter(
    (f) => f.name !== cellCountOf(kind)?.name && f.name !== "source",
  );
  return html`${kind.many && html`<${Reads} layer=${layer} kind=${kind} place=${k} />`}
    <${Settings} kind=${layer.kind} fields=${rest} path=${["layers", k]} values=${layer} />`;
}

/** Its kind, its other settings, and its place. @param {{layer: any, kind: Kind, place: number,
 *   of: number}} props */
function More({ layer, kind, place: k, of }) {
  const choices = layerKinds().map((other) => ({ value: other.kind, text: kindName(other.kind) }));
  /** @param {string} id @param {string} words @param {string} icon @param {boolean} can
   * @param {() => unknown} act */
  const tool = (id, words, icon, can, act) =>
    html`<button
      class="button quiet icon-only"
      id=${`layer-${k}-${id}`}
      aria-label=${words}
      title=${words}
      aria-disabled=${!can}
      onClick=${() => can && act()}
    >
      <${Icon} name=${icon} />
    </button>`;
  return html`<details class="layer-more">
    <summary
      aria-label=${t("build.layer-more", { number: k + 1 })}
      title=${t("build.layer-more", { number: k + 1 })}
    >
      <${Icon} name="more" />
    </summary>
    <${Choice}
      label=${t("build.kind")}
      path=${["layers", k, "kind"]}
      value=${layer.kind}
      choices=${choices}
      onChoose=${(/** @type {string} */ name) => putKind(k, name)}
    />
    <${FieldHelp} name="kind" />
    ${layer.activation && html`<${Rest} layer=${layer} kind=${kind} place=${k} />`}
    ${!kind.many && k > 0 && html`<${Reads} layer=${layer} kind=${kind} place=${k} /><${FieldHelp} name="reads" />`}
    ${
      !kind.activated &&
      html`<${OpFields}
        family="activation"
        path=${["layers", k, "activation"]}
        op=${layer.activation ?? null}
        label=${t("build.activation")}
        none
      />`
    }
    <div class="tools">
      ${tool("up", t("build.up"), "up", k > 0, () => shift(k, k - 1, "up"))}
      ${tool("down", t("build.down"), "down", k < of - 1, () => shift(k, k + 1, "down"))}
      ${tool("remove", t("build.remove"), "close", of > 1, () => removeLayer(k))}
    </div>
  </details>`;
}

/** Move a layer, and the keyboard with it. @param {number} from @param {number} to
 * @param {string} tool */
async function shift(from, to, tool) {
  if (!(await moveLayer(from, to))) return;
  for (const [k, open] of /** @type {const} */ ([
    [from, false],
    [to, true],
  ])) {
    const button = document.getElementById(`layer-${k}-${tool}`);
    const more = button?.closest("details");
    if (more) more.open = open;
    if (open) button?.focus();
  }
}
