/** The form in which a teacher makes a lesson, one step in sight. */
import { html, useEffect, useRef } from "../../../vendor/preact.js";
import { closeDraft, changeDraft, draft, formStep, partOfForm } from "./draft.js";
import { blankPart } from "../../../core/lessons/draft.js";
import { t } from "../../ui/words.js";
import { cellToAsk } from "./draft.js";
import { Give } from "./give.js";
import { Mistakes } from "./mistakes.js";
import { MomentStep } from "./moment.js";
import { Question } from "./question.js";
import { Say } from "./say.js";

const STEPS = [
  { name: "moment", body: MomentStep },
  { name: "question", body: Question, ofPart: true },
  { name: "mistakes", body: Mistakes, ofPart: true },
  { name: "words", body: Say, ofPart: true },
  { name: "give", body: Give },
];
/** Questions of a lesson. */
const MOST = 12;

export function OwnForm() {
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  const at = formStep.value;
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.closest(".inspector")?.scrollTo(0, 0);
  }, [at]);
  if (!draft.value) return null;
  const { name, body, ofPart } = STEPS[at];
  const where = t("own.place", { step: at + 1, steps: STEPS.length });
  return html`<section class="lesson own-form" data-step=${name}>
    <header class="lesson-head">
      <p class="eyebrow">${where}</p>
      <h2 ref=${title} tabindex="-1">${t(`own.step.${name}`)}</h2>
      <progress max=${STEPS.length} value=${at + 1} aria-label=${where}></progress>
    </header>
    ${ofPart && html`<${Parts} />`}
    <${body} key=${`${name}${partOfForm.value}`} />
    <nav class="lesson-foot" aria-label=${t("own.nav")}>
      ${at > 0 && html`<button class="button" onClick=${() => formStep.value--}>${t("lesson.back")}</button>`}
      <span class="spacer"></span>
      <button class="button quiet" onClick=${closeDraft}>${t("lesson.all")}</button>
      ${
        at < STEPS.length - 1 &&
        html`<button class="button primary" onClick=${() => formStep.value++}>
          ${t("lesson.next")}
        </button>`
      }
    </nav>
  </section>`;
}

/** The questions of the lesson, and one more. */
function Parts() {
  const parts = draft.value?.parts ?? [];
  const add = () => {
    const cell = cellToAsk() ?? parts[partOfForm.value];
    changeDraft({ parts: [...parts, blankPart(cell)] });
    partOfForm.value = parts.length;
    formStep.value = 1;
  };
  const drop = () => {
    changeDraft({ parts: parts.filter((_, k) => k !== partOfForm.value) });
    partOfForm.value = Math.max(partOfForm.value - 1, 0);
  };
  return html`<div class="lesson-row own-parts">
    ${
      parts.length > 1 &&
      html`<span class="segmented" role="group" aria-label=${t("own.parts")}>
        ${parts.map(
          (_, k) =>
            html`<button
              type="button"
              key=${k}
              aria-label=${t("own.part", { number: k + 1 })}
              aria-pressed=${k === partOfForm.value}
              onClick=${() => (partOfForm.value = k)}
            >
              ${k + 1}
            </button>`,
        )}
      </span>`
    }
    ${
      parts.length < MOST &&
      html`<button type="button" class="link" onClick=${add}>${t("own.part.add")}</button>`
    }
    ${
      parts.length > 1 &&
      html`<button type="button" class="link" onClick=${drop}>${t("own.part.drop")}</button>`
    }
  </div>`;
}
