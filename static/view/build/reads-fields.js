/** Which layers a layer reads: one, or where several are brought together a list that can grow. */
import { layerReads } from "../../core/data/reads.js";
import { html } from "../../vendor/preact.js";
import { Icon } from "../ui/icon.js";
import { t } from "../ui/words.js";
import { Choice } from "./fields.js";
import { putReads } from "./layer-edits.js";
import { Refusal } from "./refusal.js";

/** @import { Kind } from "../../core/data/kinds.js" */

/** The value of the choice that stands for the layer before. */
const BEFORE = "";

/** @param {{layer: any, kind: Kind, place: number}} props */
export function Reads({ layer, kind, place: k }) {
  const reads = layerReads(layer);
  const free = [null, ...Array.from({ length: k }, (_, n) => n - 1)].find(
    (place) => place !== k - 1 && !reads.includes(place),
  );
  return html`<div role="group" aria-label=${t("build.reads")}>
    ${reads.map(
      (place, n) =>
        html`<${Choice}
          key=${n}
          label=${reads.length > 1 ? t("build.reads-number", { number: n + 1 }) : t("build.reads")}
          path=${["layers", k, "reads", n]}
          value=${place === null || place === k - 1 ? BEFORE : String(place)}
          choices=${choicesAt(k, reads, n)}
          onChoose=${(/** @type {string} */ chosen) =>
            putReads(
              k,
              reads.map((old, m) => (m === n ? (chosen === BEFORE ? null : Number(chosen)) : old)),
            )}
        />`,
    )}
    <${Refusal} path=${["layers", k, "reads"]} id=${`layer-${k}-reads`} />
    ${
      kind.many &&
      html`<div class="tools">
        ${button("plus", t("build.reads-more"), free !== undefined, () => putReads(k, [...reads, free ?? null]))}
        ${button("minus", t("build.reads-fewer"), reads.length > 2, () => putReads(k, reads.slice(0, -1)))}
      </div>`
    }
  </div>`;
}

/** What may be read in one place: everything before that is not read in another.
 * @param {number} k @param {(number | null)[]} reads @param {number} n */
function choicesAt(k, reads, n) {
  const others = reads.filter((_, other) => other !== n).map((place) => place ?? k - 1);
  const before = { value: BEFORE, text: t("build.reads-before") };
  const all = Array.from({ length: k }, (_, place) => ({
    value: String(place - 1),
    text: place ? t("build.number", { number: place }) : t("build.input"),
  }));
  const named = all.filter(({ value }) => !others.includes(Number(value)));
  return others.includes(k - 1) ? named : [before, ...named];
}

/** @param {string} icon @param {string} words @param {boolean} can @param {() => unknown} act */
const button = (icon, words, can, act) =>
  html`<button
    class="button quiet icon-only"
    aria-label=${words}
    title=${words}
    aria-disabled=${!can}
    onClick=${() => can && act()}
  >
    <${Icon} name=${icon} />
  </button>`;
