/** The data: which example the picture shows, what goes in and what should come out. */
import { cells } from "../../core/trace.js";
import { valueAt } from "../../core/form.js";
import { html } from "../../vendor/preact.js";
import { Icon } from "../menu.js";
import { shown } from "../state.js";
import { t } from "../words.js";
import { NumberInput, Refusal } from "./fields.js";

/** @import { Path } from "./change.js"
 * @import { Trace } from "../../core/trace.js" */

/** @param {{trace: Trace}} props */
export function Data({ trace }) {
  const row = trace.document.rows[shown.value];
  return html`<section class="section" aria-labelledby="build-data">
    <h2 class="eyebrow" id="build-data">${t("build.data")}</h2>
    <${Shown} of=${trace.batch} />
    <${Values}
      title=${t("build.inputs")}
      name=${t("build.one-input")}
      path=${["inputs", row]}
      trace=${trace}
    />
    <${Values}
      title=${t("build.targets")}
      name=${t("build.one-target")}
      path=${["targets", row]}
      trace=${trace}
    />
  </section>`;
}

/** @param {{of: number}} props */
function Shown({ of }) {
  const place = t("build.of", { number: shown.value + 1, count: of });
  if (of === 1)
    return html`<div class="row"><span>${t("build.example")}</span><span>${place}</span></div>`;
  /** @param {number} by @param {string} name @param {string} icon */
  const turn = (by, name, icon) =>
    html`<button
      aria-label=${t(name)}
      title=${t(name)}
      onClick=${() => (shown.value = (shown.value + by + of) % of)}
    >
      <${Icon} name=${icon} />
    </button>`;
  return html`<div class="row">
    <span>${t("build.example")}</span>
    <span class="stepper" role="group" aria-label=${t("build.example")}>
      ${turn(-1, "build.previous", "back")}<output>${place}</output>${turn(1, "build.next", "step")}
    </span>
  </div>`;
}

/** All numbers of one example, whatever their shape. @param {{title: string, name: string,
 *   path: Path, trace: Trace}} props */
function Values({ title, name, path, trace }) {
  const values = valueAt(trace.document.experiment, path);
  return html`<div class="values">
    <span class="caption">${title}</span>
    <div class="numbers">
      ${cells(shapeOf(values)).map((cell) => {
        const place = [...path, ...cell];
        const key = place.join("-");
        return html`<${NumberInput}
          key=${key}
          id=${`build-${key}`}
          path=${place}
          value=${valueAt(values, cell)}
          label=${`${name} ${cell.map((c) => c + 1).join(", ")}`}
        />`;
      })}
    </div>
    ${cells(shapeOf(values)).map((cell) => html`<${Refusal} path=${[...path, ...cell]} id=${`build-${[...path, ...cell].join("-")}`} />`)}
  </div>`;
}

/** @param {any} values @returns {number[]} */
function shapeOf(values) {
  return Array.isArray(values) ? [values.length, ...shapeOf(values[0])] : [];
}
