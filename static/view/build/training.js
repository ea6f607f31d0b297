/** How the network learns: loss, optimizer, learning rate, batch, which parameters are trained. */
import { biases } from "../../core/data/form.js";
import { html, useEffect, useRef } from "../../vendor/preact.js";
import katex from "../../vendor/katex/katex.js";
import { kinds } from "../control/state.js";
import { faces } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { Batches } from "./batches.js";
import { trainBiases } from "./apply-edit.js";
import { FieldHelp } from "./field-help.js";
import { OpFields } from "./fields.js";
import { NumberField } from "./number.js";
import { Start } from "./start.js";
import { Switch } from "./switch.js";

/** @import { Trace } from "../../core/data/trace.js" */

/** What may act on the update beside the optimizer: a field of an experiment is its family. */
const around = [
  ["schedule", "build.schedule"],
  ["clip", "build.clip"],
  ["penalty", "build.penalty"],
];

/** @param {{trace: Trace}} props */
export function Training({ trace }) {
  const { experiment } = trace.document;
  const { loss, optimizer, learning_rate, frozen } = experiment;
  const names = biases(trace);
  const optional = around.filter(([family]) => kinds.value.some((k) => k.family === family));
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
    <${NumberField}
      label=${t("build.rate")}
      path=${["learning_rate"]}
      value=${learning_rate}
      least=${0}
    />
    <${FieldHelp} name="learning_rate" />
    <${NumberField}
      label=${t("build.batch")}
      path=${["batch"]}
      value=${experiment.batch ?? null}
      empty=${t("build.batch-all")}
      whole
      least=${1}
      most=${experiment.inputs.length}
    />
    <${FieldHelp} name="batch" />
    <${Batches} experiment=${experiment} />
    <${Switch}
      label=${t("build.biases")}
      on=${!names.some((n) => frozen.includes(n))}
      onSwitch=${trainBiases}
    />
    <${FieldHelp} name="biases" />
    <${Start} trace=${trace} />
    ${
      optional.length > 0 &&
      html`<details class="fold">
        <summary>${t("build.update")}</summary>
        ${optional.map(
          ([family, words]) =>
            html`<${OpFields}
              key=${family}
              family=${family}
              path=${[family]}
              op=${experiment[family]}
              label=${t(words)}
              none
            />`,
        )}
      </details>`
    }
  </section>`;
}

/** How small a formula may get to fit; a longer one scrolls. */
const SMALLEST = 0.75;

/** The loss as its own op writes it. @param {{kind: string}} props */
function LossFormula({ kind }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const formula = kinds.value.find((k) => k.kind === kind)?.formulas.E?.formula ?? "";
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    katex.render(`E = ${formula.replace(/<(\w+)>/g, "$1")}`, element, { throwOnError: false });
    element.style.fontSize = "";
    let size = parseFloat(getComputedStyle(element).fontSize);
    const least = SMALLEST * size;
    // Letters have widths of whole pixels, so not all shrinks by the same share.
    while (element.scrollWidth > element.clientWidth && size > least) {
      size = Math.max(size * Math.min(element.clientWidth / element.scrollWidth, 0.98), least);
      element.style.fontSize = `${size}px`;
    }
  }, [formula, faces.value]);
  return html`<div class="formula loss-formula" ref=${ref} tabindex="0"></div>`;
}
