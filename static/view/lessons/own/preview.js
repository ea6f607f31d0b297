/** How the words will look, with their numbers; or what is wrong with them. */
import { withNumbers } from "../../../core/lessons/words.js";
import { placeOfProblem } from "../../../core/lessons/draft.js";
import { html } from "../../../vendor/preact.js";
import { t } from "../../ui/words.js";
import { Line, Text } from "../text.js";
import { checked } from "./checked.js";
import { formStep, partOfForm } from "./draft.js";

/** @param {{code: string}} props  of the language */
export function PreviewOfWords({ code }) {
  const { lesson, why } = checked.value;
  if (why) return html`<${Against} />`;
  const said = lesson?.words?.[code];
  if (!said) return null;
  const number = partOfForm.value + 1;
  const words = (/** @type {string} */ key) => withNumbers(said[key] ?? "", {});
  const [text, ask, right] = [`p${number}.text`, `q${number}.ask`, `q${number}.reply.right`].map(
    words,
  );
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
