/** The data: which example the picture shows, what goes in and what should come out. */
import { exampleAdded, exampleRemoved } from "../../core/examples.js";
import { valueAt } from "../../core/form.js";
import { shapeOf } from "../../core/layers.js";
import { cells, size } from "../../core/trace.js";
import { html } from "../../vendor/preact.js";
import { Icon } from "../menu.js";
import { shown, trace as shownTrace } from "../state.js";
import { t } from "../words.js";
import { edit } from "./change.js";
import { openGallery } from "./gallery.js";
import { openTable } from "./table/open.js";
import { NumberInput } from "./number.js";
import { Refusal } from "./refusal.js";
import { Remarks } from "./remarks.js";

/** @import { Path } from "./change.js"
 * @import { Trace } from "../../core/trace.js" */

/** More numbers than this fold away. */
const FEW = 12;

/** @param {{trace: Trace}} props */
export function Data({ trace }) {
  const { rows, experiment } = trace.document;
  const row = rows[shown.value];
  const some = { path: ["examples"], count: experiment.inputs.length, row };
  return html`<section class="section" aria-labelledby="build-data">
    <h2 class="eyebrow" id="build-data">${t("build.data")}</h2>
    <${Remarks} />
    <${Shown} of=${trace.batch} all=${some.count} />
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
    <div class="tools">
      <button class="button" onClick=${openGallery}>${t("build.choose-data")}</button>
      <button class="button" onClick=${openTable}>${t("build.own-data")}</button>
      <${Change} ...${some} />
    </div>
    <${Refusal} path=${some.path} id="build-examples" />
  </section>`;
}

/** One more example, or one fewer. @param {{path: Path, count: number, row: number}} props */
function Change({ path, count, row }) {
  const add = async () => {
    if (!(await edit((now) => exampleAdded(now, row), path))) return;
    const at = shownTrace.value?.document.rows.indexOf(count) ?? -1;
    if (at >= 0) shown.value = at;
  };
  const remove = () => count > 1 && edit((now) => exampleRemoved(now, row), path);
  /** @param {string} words @param {string} icon @param {boolean} can @param {() => unknown} act */
  const button = (words, icon, can, act) =>
    html`<button
      class="button icon-only"
      aria-label=${words}
      title=${words}
      aria-disabled=${!can}
      onClick=${act}
    >
      <${Icon} name=${icon} />
    </button>`;
  return html`${button(t("build.add-example"), "plus", true, add)}
  ${button(t("build.remove-example"), "minus", count > 1, remove)}`;
}

/** @param {{of: number, all: number}} props */
function Shown({ of, all }) {
  const place = t("build.of", { number: shown.value + 1, count: of });
  const label = t("build.example");
  if (of === 1) return html`<div class="row"><span>${label}</span><span>${place}</span></div>`;
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
      <span>${label}</span>
      <span class="stepper" role="group" aria-label=${t("build.example")}>
        ${turn(-1, "build.previous", "back")}<output>${place}</output>${turn(1, "build.next", "step")}
      </span>
    </div>
    ${all > of && html`<p class="caption">${t("build.of-all", { count: of, all })}</p>`}`;
}

/** All numbers of one example, whatever their shape. @param {{title: string, name: string,
 *   path: Path, trace: Trace}} props */
function Values({ title, name, path, trace }) {
  const values = valueAt(trace.document.experiment, path);
  const shape = shapeOf(values);
  const all = () => html`<${Numbers} name=${name} path=${path} values=${values} />`;
  if (size(shape) > FEW)
    return html`<details class="fold">
      <summary>${t("build.numbers", { title, count: size(shape) })}</summary>
      ${all()}
    </details>`;
  return html`<div class="values"><span class="caption">${title}</span>${all()}</div>`;
}

/** @param {{name: string, path: Path, values: any}} props */
function Numbers({ name, path, values }) {
  const places = cells(shapeOf(values)).map((cell) => ({ cell, place: [...path, ...cell] }));
  return html`<div class="numbers">
      ${places.map(({ cell, place }) => {
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
    ${places.map(({ place }) => html`<${Refusal} path=${place} id=${`build-${place.join("-")}`} />`)}`;
}
