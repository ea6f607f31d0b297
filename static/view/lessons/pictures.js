/** One backward pass in the four pictures in which it is explained: a switch, the picture, the number. */
import { sameCell } from "../../core/data/trace.js";
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import {
  PICTURES,
  factorsOf,
  isTwoNeurons,
  onlyCell,
  pictureKind,
  termsOf,
} from "../../core/lessons/pictures.js";
import { html, signal } from "../../vendor/preact.js";
import { known, selected, trace } from "../control/state.js";
import { lesson, part } from "./course.js";
import { showState } from "./open.js";
import { PictureDrawing } from "./picture-drawing.js";
import { Text } from "./text.js";
import { hasWords, lessonWords } from "./words.js";

/** @import { PictureName } from "../../core/lessons/pictures.js"
 * @import { Signal } from "../../vendor/preact.js" */

/** @type {Signal<PictureName>} */
const pictureOn = signal("circuit");

/** @param {string} name */
const words = (name) => lessonWords(`${lesson.value?.id}.${part.value?.id}.${name}`);

export function Pictures() {
  const [now, begun] = [trace.value, part.value];
  if (!now || !begun) return null;
  if (!isTwoNeurons(now))
    return html`<p class="note">${words("other")}</p>
      <button class="button" onClick=${() => showState(begun.state)}>${words("afresh")}</button>`;
  const name = pictureOn.value;
  return html`<section class="pictures">
    <div class="segmented" role="group" aria-label=${words("switch")}>
      ${PICTURES.map(
        (one) =>
          html`<button
            type="button"
            key=${one}
            data-picture=${one}
            aria-pressed=${String(one === name)}
            onClick=${() => (pictureOn.value = one)}
          >
            ${words(`${one}.name`)}
          </button>`,
      )}
    </div>
    <p class="caption">${words(`${name}.about`)}</p>
    <${PictureDrawing} name=${name} label=${words(`${name}.name`)} />
    <div class="picture-said" role="status"><${Chosen} name=${name} /></div>
  </section>`;
}

/** All four on paper. */
export function PrintedPictures() {
  const now = trace.value;
  if (!now || !isTwoNeurons(now)) return null;
  return html`<div class="printed-pictures">
    ${PICTURES.map(
      (name) =>
        html`<section key=${name}>
          <h2>${words(`${name}.name`)}</h2>
          <p>${words(`${name}.about`)}</p>
          <${PictureDrawing} name=${name} label=${words(`${name}.name`)} />
        </section>`,
    )}
  </div>`;
}

/** What the number that was chosen is in this picture. @param {{name: PictureName}} props */
function Chosen({ name }) {
  const [now, cell] = [trace.value, selected.value];
  const kind = cell ? pictureKind(cell.tensor) : "";
  if (!now || !cell || !kind || !sameCell(cell, onlyCell(now, cell.tensor)))
    return html`<p class="caption">${words("choose")}</p>`;
  if (!known(cell.tensor))
    return html`<p><strong>${cellText(now, cell)}</strong> · ${words("coming")}</p>`;
  const own = `${lesson.value?.id}.${part.value?.id}.${name}.${kind}`;
  return html`<p class="picture-equation">${equation(name, cell.tensor)}</p>
    <${Text} text=${hasWords(own) ? lessonWords(own) : words(kind)} />`;
}

/** The number as its factors in this picture: in symbols, in numbers, and what they come to.
 * @param {PictureName} name @param {string} tensor */
function equation(name, tensor) {
  const now = trace.value;
  if (!now) return "";
  const symbol = (/** @type {string} */ of) => cellText(now, onlyCell(now, of));
  const value = (/** @type {string} */ of) => now.view(of)[0];
  const number = (/** @type {string} */ of, /** @type {number} */ place) =>
    place && value(of) < 0 ? `(${short(value(of))})` : short(value(of));
  const sums = termsOf(tensor);
  const terms = sums.length ? sums : [factorsOf(name, tensor)].filter((all) => all.length);
  const made = (/** @type {(of: string, place: number) => string} */ write) =>
    terms
      .map((factors, k) => factors.map((of, place) => write(of, k + place)).join(" · "))
      .join(" + ");
  return [symbol(tensor), made(symbol), made(number), short(value(tensor))]
    .filter((text, k, all) => text && text !== all[k - 1])
    .join(" = ");
}
