/** The help: keys, the legend of the picture, a word on words. */
import { short } from "../../core/data/number.js";
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { bindings } from "../control/keys.js";
import { shownHalos, shownScale } from "../stage/ring-scale.js";
import { helping } from "../ui/tabs.js";
import { t } from "../ui/words.js";

/** What each sign in the picture stands for. */
const signs = ["fill", "ring", "map", "wire", "halo", "positive", "negative"];
const phases = ["forward", "loss", "backward", "update"];

export function Help() {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (helping.value) ref.current?.showModal();
    else ref.current?.close();
  }, [helping.value]);
  return html`<dialog
    class="help"
    ref=${ref}
    aria-labelledby="help-title"
    onClose=${() => (helping.value = false)}
  >
    ${helping.value && html`<${Content} />`}
  </dialog>`;
}

function Content() {
  return html`<header class="help-head">
      <h2 id="help-title">${t("help.title")}</h2>
      <form method="dialog"><button class="button">${t("close")}</button></form>
    </header>
    <p>${t("help.intro")}</p>
    <h3>${t("help.legend")}</h3>
    <dl class="legend">
      ${signs.map(
        (sign) =>
          html`<div>
            <dt><${Sample} sign=${sign} /></dt>
            <dd>${t(`legend.${sign}`)}</dd>
          </div>`,
      )}
      ${phases.map(
        (phase) =>
          html`<div data-phase=${phase}>
            <dt><span class="swatch" aria-hidden="true"></span></dt>
            <dd><strong>${t(`phase.${phase}`)}</strong> ${t(`legend.${phase}`)}</dd>
          </div>`,
      )}
    </dl>
    <${Scales} />
    <p class="note">${t("help.symbols")}</p>
    <p class="note">${t("help.drag")}</p>
    <h3>${t("help.keys")}</h3>
    <table class="keys">
      <tbody>
        ${bindings.map(
          ({ shown, words }) =>
            html`<tr>
              <th scope="row">
                ${shown.map((key, k) => html`${k > 0 && " + "}<kbd>${key}</kbd>`)}
              </th>
              <td>${t(words)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p><a href="docs">${t("help.api")}</a></p>`;
}

/** What a full ring and the widest halo of the picture on show stand for. */
function Scales() {
  return html`<${Told} scale=${shownScale.value} /><${Told}
      scale=${shownHalos.value}
      of="halo."
    />`;
}

/** @param {{scale: import("../../core/picture/scale.js").Scale | null, of?: string}} props */
function Told({ scale, of = "" }) {
  if (!scale) return null;
  const { most, decades } = scale;
  const key = `legend.${of}${decades ? "logarithmic" : "linear"}`;
  return html`<p class="note">${t(key, { most: short(most), decades })}</p>`;
}

/** @param {{sign: string}} props */
function Sample({ sign }) {
  return html`<svg
    class="sample"
    data-sample=${sign}
    viewBox="0 0 28 28"
    width="28"
    height="28"
    aria-hidden="true"
  >
    ${drawings[sign] ?? html`<circle cx="14" cy="14" r="10" />`}
  </svg>`;
}

/** @type {Record<string, unknown>} */
const drawings = {
  map: html`<rect x="5" y="5" width="18" height="18" rx="5" /><path
      d="M7 21L21 7v12a2 2 0 0 1-2 2z"
    />`,
  ring: html`<circle cx="14" cy="14" r="8" /><path d="M14 2.5a11.5 11.5 0 1 1-11.5 11.5" />`,
  wire: html`<path d="M1 20C12 20 16 8 27 8" />`,
  halo: html`<path class="glow" d="M1 20C12 20 16 8 27 8" /><path d="M1 20C12 20 16 8 27 8" />`,
};
