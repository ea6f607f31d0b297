/** All numbers of one example, whatever their shape, each by its name if it has one. */
import { valueAt } from "../../core/data/form.js";
import { shapeOf } from "../../core/data/layers.js";
import { cells, size } from "../../core/data/trace.js";
import { html, useState } from "../../vendor/preact.js";
import { domain } from "../control/network-state.js";
import { t } from "../ui/words.js";
import { NumberInput } from "./number.js";
import { Refusal } from "./refusal.js";

/** @import { Path } from "./apply-edit.js"
 * @import { Trace } from "../../core/data/trace.js" */

/** More numbers than this fold away. */
const FEW = 12;
/** Of more targets the names are said, not shown. */
const MANY = 4;
/** As many stand beside their title. */
const ROW = 2;
/** What says no more than its place does. */
const PLAIN = /^[xy]\d*$/;

/** @param {{title: string, name: string, names?: string[], path: Path, trace: Trace}} props */
export function Values({ title, name, names = [], path, trace }) {
  const values = valueAt(trace.document.experiment, path);
  const count = size(shapeOf(values));
  const known = names.length === count && !names.every((one) => PLAIN.test(one));
  // A pixel's name is its place, and of one or many targets the title says the class: no lines of
  // their own.
  const pixels = path[0] === "inputs" && domain.value?.kind === "image";
  const listed = known && !pixels && (path[0] === "inputs" || (count > 1 && count <= MANY));
  const [open, setOpen] = useState(false);
  const all = () =>
    html`<${Numbers}
      name=${name}
      names=${known ? names : null}
      listed=${listed}
      path=${path}
      values=${values}
    />`;
  if (count > FEW)
    return html`<details
      class="fold"
      onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}
    >
      <summary>${t("build.numbers", { title, count })}</summary>
      ${open && all()}
    </details>`;
  return html`<div class=${listed || count > ROW ? "values wide" : "values"}>
    <span class="caption">${title}</span>${all()}
  </div>`;
}

/** @param {{name: string, names: string[] | null, listed: boolean, path: Path, values: any}} props */
function Numbers({ name, names, listed, path, values }) {
  const places = cells(shapeOf(values)).map((cell, k) => ({
    cell,
    place: [...path, ...cell],
    label: names?.[k] ?? `${name} ${cell.map((c) => c + 1).join(", ")}`,
  }));
  return html`<div class=${listed ? "numbers listed" : "numbers"}>
      ${places.map(({ cell, place, label }) => {
        const key = place.join("-");
        return html`${listed && html`<label for=${`build-${key}`} title=${label}>${label}</label>`}
          <${NumberInput}
            key=${key}
            id=${`build-${key}`}
            path=${place}
            value=${valueAt(values, cell)}
            label=${listed ? undefined : label}
          />`;
      })}
    </div>
    ${places.map(({ place }) => html`<${Refusal} path=${place} id=${`build-${place.join("-")}`} />`)}`;
}
