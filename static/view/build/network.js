/** The network, layer by layer. */
import { size } from "../../core/trace.js";
import { html } from "../../vendor/preact.js";
import { t } from "../words.js";
import { kindName, OpFields } from "./fields.js";

/** @import { Trace } from "../../core/trace.js" */

/** @param {{trace: Trace}} props */
export function Network({ trace }) {
  const { layers } = trace.document.experiment;
  const first = trace.ops[0].input;
  return html`<section class="section" aria-labelledby="build-network">
    <h2 class="eyebrow" id="build-network">${t("build.network")}</h2>
    <div class="card">
      <span>${t("build.input")}<small>${t("build.values", { count: size(first) })}</small></span>
      <strong>${size(first)}</strong>
    </div>
    ${layers.map(
      (layer, k) =>
        html`<div class="layer-card" key=${k}>
          <div class="row">
            <span class="layer-name"
              >${kindName(layer.kind)}${k === layers.length - 1 ? ` · ${t("build.output")}` : ""}</span
            >
            <strong title=${t("build.units", { count: layer.units })}>${layer.units}</strong>
          </div>
          <${OpFields}
            family="activation"
            path=${["layers", k, "activation"]}
            op=${layer.activation}
            label=${t("build.activation")}
          />
        </div>`,
    )}
  </section>`;
}
