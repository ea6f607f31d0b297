/** How the network learns: loss, optimizer, learning rate, which parameters are trained. */
import { biases } from "../../core/form.js";
import { html, useEffect, useRef } from "../../vendor/preact.js";
import katex from "../../vendor/katex/katex.js";
import { kinds } from "../state.js";
import { t } from "../words.js";
import { trainBiases } from "./change.js";
import { NumberField, OpFields } from "./fields.js";
import { Switch } from "./switch.js";

/** @import { Trace } from "../../core/trace.js" */

/** @param {{trace: Trace}} props */
export function Training({ trace }) {
  const { loss, optimizer, learning_rate, frozen } = trace.document.experiment;
  const names = biases(trace);
  return html`<section class="section" aria-labelledby="build-training">
    <h2 class="eyebrow" id="build-training">${t("build.training")}</h2>
    <${OpFields} family="loss" path=${["loss"]} op=${loss} label=${t("build.loss")} />
    <${LossFormula} kind=${loss.kind} />
    <${OpFields}
      family="optimizer"
      path=${["optimizer"]}
      op=${optimizer}
      label=${t("build.optimizer")}
    />
    <${NumberField} label=${t("build.rate")} path=${["learning_rate"]} value=${learning_rate} />
    <${Switch}
      label=${t("build.biases")}
      on=${!names.some((n) => frozen.includes(n))}
      onSwitch=${trainBiases}
    />
  </section>`;
}

/** The loss as its own op writes it. @param {{kind: string}} props */
function LossFormula({ kind }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const formula = kinds.value.find((k) => k.kind === kind)?.formulas.E?.formula ?? "";
  useEffect(() => {
    if (ref.current)
      katex.render(`E = ${formula.replace(/<(\w+)>/g, "$1")}`, ref.current, {
        throwOnError: false,
      });
  }, [formula]);
  return html`<div class="formula loss-formula" ref=${ref} tabindex="0"></div>`;
}
