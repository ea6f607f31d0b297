/** The network, layer by layer. */
import { cellText } from "../../core/symbol.js";
import { cells, size, withExample } from "../../core/trace.js";
import { html } from "../../vendor/preact.js";
import { t } from "../words.js";
import { kindName, OpFields } from "./fields.js";

/** @import { Trace } from "../../core/trace.js" */

/** @param {{trace: Trace}} props */
export function Network({ trace }) {
  const { layers } = trace.document.experiment;
  const shape = trace.ops[0].input;
  return html`<section class="section" aria-labelledby="build-network">
    <h2 class="eyebrow" id="build-network">${t("build.network")}</h2>
    <div class="card">
      <span>${t("build.input")}<small>${inputNames(trace)}</small></span>
      <strong>${size(shape)}</strong>
    </div>
    ${layers.map(
      (layer, k) =>
        html`<div class="layer-card" key=${k}>
          <div class="row">
            <span class="layer-name"
              >${kindName(layer.kind)}${k === layers.length - 1 ? ` · ${t("build.output")}` : ""}</span
            >
            <strong>${layer.units ?? layer.filters}</strong>
          </div>
          ${
            layer.activation &&
            html`<${OpFields}
              family="activation"
              path=${["layers", k, "activation"]}
              op=${layer.activation}
              label=${t("build.activation")}
              quiet
            />`
          }
        </div>`,
    )}
  </section>`;
}

/** The symbols of the inputs, the first few. @param {Trace} trace */
function inputNames(trace) {
  const name = trace.ops[0].roles.x;
  const names = cells(trace.ops[0].input).map((place) =>
    cellText(trace, { tensor: name, cell: withExample(trace.tensor(name), place, 0) }),
  );
  return names.length > 5
    ? `${names.slice(0, 3).join(", ")}, …, ${names.at(-1)}`
    : names.join(", ");
}
