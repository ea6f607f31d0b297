/** The data: which example the picture shows, what goes in and what should come out. */
import { classOf } from "../../core/data/test-split.js";
import { html } from "../../vendor/preact.js";
import { domain } from "../control/network-state.js";
import { dataNames, shown } from "../control/state.js";
import { t } from "../ui/words.js";
import { AllExamples } from "./examples-table.js";
import { openGallery } from "./gallery.js";
import { Ink } from "./ink-image.js";
import { Refusal } from "./refusal.js";
import { Remarks } from "./edit-remarks.js";
import { Change, Shown } from "./example-stepper.js";
import { openTable } from "./table/open.js";
import { leaveTrial, openTrial, wholeInput } from "./own-input.js";
import { Values } from "./values.js";

/** @import { Trace } from "../../core/data/trace.js" */

/** @param {{trace: Trace}} props */
export function Data({ trace }) {
  const { rows, experiment } = trace.document;
  const row = rows[shown.value];
  const names = dataNames.value;
  const name = names && classOf(experiment.targets[row], names.classes);
  const image = domain.value?.kind === "image" ? domain.value.shape : null;
  return html`<section class="section" aria-labelledby="build-data">
    <h2 class="eyebrow" id="build-data">${t("build.data")}</h2>
    <${Remarks} />
    <${Shown} row=${row} batch=${trace.batch} all=${experiment.inputs.length} />
    ${image && html`<${Ink} values=${experiment.inputs[row]} shape=${image} side=${96} label=${name ?? ""} />`}
    <${Values}
      title=${t("build.inputs")}
      name=${t("build.one-input")}
      names=${names?.inputs}
      path=${["inputs", row]}
      trace=${trace}
    />
    <${Values}
      title=${name === null ? t("build.targets") : t("build.targets-of", { name })}
      name=${t("build.one-target")}
      names=${names?.targets}
      path=${["targets", row]}
      trace=${trace}
    />
    <${Refusal} path=${["examples"]} id="build-examples" />
    <div class="all-examples">
      <${AllExamples} trace=${trace} />
      <${Change} row=${row} all=${experiment.inputs.length} />
    </div>
    <div class="tools">
      ${
        wholeInput.value &&
        html`<button class="button" onClick=${leaveTrial}>
          ${t("try.leave", { count: wholeInput.value.line.experiment.inputs.length })}
        </button>`
      }
      <button class="button" onClick=${openTrial}>
        ${t(image ? "try.draw.open" : "try.type.open")}
      </button>
      <button class="button" data-field="data" onClick=${openGallery}>
        ${t("build.choose-data")}
      </button>
      <button class="button" onClick=${openTable}>${t("build.own-data")}</button>
    </div>
  </section>`;
}
