/** The network, layer by layer, with places between them for new ones. */
import { layerOps } from "../../core/data/layers.js";
import { cellText } from "../../core/explain/symbol.js";
import { cells, cellShape, size, withExample } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { t } from "../ui/words.js";
import { Layer } from "./layer.js";
import { addLayer, layerKinds, putInputs } from "./layer-edits.js";
import { kindName } from "./kind-names.js";
import { NumberInput } from "./number.js";
import { Refusal } from "./refusal.js";

/** @import { Trace } from "../../core/data/trace.js" */

/** @param {{trace: Trace}} props */
export function Network({ trace }) {
  const { layers } = trace.document.experiment;
  const shape = trace.ops[0].input;
  const ops = layerOps(trace);
  return html`<section class="section network" aria-labelledby="build-network">
    <h2 class="eyebrow" id="build-network">${t("build.network")}</h2>
    <div class="card">
      <span>${t("build.input")}<small>${inputNames(trace)}</small></span>
      ${shape.length > 1 ? html`<strong>${shape.join(" × ")}</strong>` : html`<${InputCount} count=${size(shape)} />`}
    </div>
    <${Refusal} path=${["inputs"]} id="inputs-count" />
    <${Gap} at=${0} />
    ${layers.map(
      (layer, k) =>
        html`<${Layer}
            key=${`layer-${k}`}
            layer=${layer}
            place=${k}
            of=${layers.length}
            shape=${trace.ops[ops[k]].output}
          />
          <${Gap} key=${`gap-${k}`} at=${k + 1} />`,
    )}
    <button class="link add" onClick=${() => addLayer(layers.length - 1)}>${t("build.add")}</button>
  </section>`;
}

/** How many numbers an example gives: − 2 +. @param {{count: number}} props */
function InputCount({ count }) {
  /** @param {number} by @param {string} words @param {string} icon @param {boolean} end */
  const button = (by, words, icon, end) =>
    html`<button
      aria-label=${words}
      title=${words}
      aria-disabled=${end}
      onClick=${() => !end && putInputs((now) => now + by)}
    >
      <${Icon} name=${icon} />
    </button>`;
  return html`<span class="stepper" role="group" aria-label=${t("build.inputs-count")}>
    ${button(-1, t("build.fewer"), "minus", count <= 1)}
    <${NumberInput}
      id="inputs-count"
      label=${t("build.inputs-count")}
      path=${["inputs"]}
      value=${count}
      whole
      least=${1}
      put=${(/** @type {any} */ _, /** @type {number} */ n) => putInputs(() => n)}
    />
    ${button(1, t("build.more-of"), "plus", false)}
  </span>`;
}

/** A place for a new layer, of any kind. @param {{at: number}} props */
function Gap({ at }) {
  const label = at ? t("build.insert", { number: at }) : t("build.insert-first");
  return html`<div class="gap">
      <${Menu} label=${label} icon="plus">
        ${layerKinds().map(
          ({ kind }) =>
            html`<button key=${kind} onClick=${() => addLayer(at, kind)}>
              ${kindName(kind)}
            </button>`,
        )}
      <//>
    </div>
    <${Refusal} path=${["add", at]} id=${`add-${at}`} />`;
}

/** The symbols of the inputs, the first few. @param {Trace} trace */
function inputNames(trace) {
  const input = [...trace.tensors.values()].find((tensor) => tensor.kind === "input");
  const names = !input
    ? []
    : cells(cellShape(input)).map((place) =>
        cellText(trace, { tensor: input.name, cell: withExample(input, place, 0) }).replace(
          /\[\d+\]/,
          "",
        ),
      );
  return names.length > 5
    ? `${names.slice(0, 3).join(", ")}, …, ${names.at(-1)}`
    : names.join(", ");
}
