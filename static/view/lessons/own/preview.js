/** How the words will look, with their numbers; or what is wrong with them. */
import { cellText } from "../../../core/explain/symbol.js";
import { askingKey } from "../../../core/lessons/own.js";
import { withNumbers } from "../../../core/lessons/words.js";
import { placeOfProblem } from "../../../core/lessons/draft.js";
import { html } from "../../../vendor/preact.js";
import { whole } from "../../control/state.js";
import { language, t } from "../../ui/words.js";
import { Line, Text } from "../text.js";
import { checked } from "./checked.js";
import { draftPart, formStep, partOfForm } from "./draft.js";

/** @param {{code: string}} props  of the language */
export function PreviewOfWords({ code }) {
  const { lesson, why } = checked.value;
  if (why) return html`<${Against} />`;
  const said = lesson?.words?.[code];
  if (!said) return null;
  const [part, trace] = [draftPart.value, whole.value];
  if (!part) return null;
  const number = partOfForm.value + 1;
  const words = (/** @type {string} */ key) => withNumbers(said[key] ?? "", {});
  const symbol = trace?.has(part.tensor) ? cellText(trace, part) : part.tensor;
  const usual = code === language.value ? t(askingKey(part.kind), { symbol }) : "";
  const text = words(`p${number}.text`);
  const ask = words(`q${number}.ask`) || usual;
  const right = words(`q${number}.reply.right`);
  return html`<section class="own-preview" lang=${code} aria-label=${t("own.preview")}>
    <p class="eyebrow">${t("own.preview")}</p>
    ${text && html`<${Text} text=${text} />`}
    ${ask && html`<p class="ask"><${Line} text=${ask} /></p>`}
    ${right && html`<div class="reply" data-right="true"><${Text} text=${right} /></div>`}
  </section>`;
}

/** What the server says against the lesson, and the way to the place. */
export function Against() {
  const { why, pointer } = checked.value;
  if (!why) return null;
  const { step, part } = placeOfProblem(pointer);
  const go = () => {
    partOfForm.value = part;
    formStep.value = step;
  };
  return html`<p class="note" role="alert">
    ${why}${" "}
    ${step !== formStep.value && html`<button type="button" class="link" onClick=${go}>${t("own.there")}</button>`}
  </p>`;
}
