/** The third step: the mistakes that are recognised, or offered, each with the number it gives. */
import { apart, clash } from "../../../core/lessons/draft.js";
import { html, signal, useEffect } from "../../../vendor/preact.js";
import { tell } from "../../control/queue.js";
import { postMistakes } from "../../server/own-lessons.js";
import { has, t } from "../../ui/words.js";
import { changePart, draft, draftPart } from "./draft.js";

/** @import { PossibleMistake, PossibleMistakes } from "../../server/own-lessons.js" */

/** Mistakes that a question knows, at most; and that are ticked to begin with. */
const MOST = 12;
const BEGIN = 3;

/** What the server said last, and of what. @type {import("../../../vendor/preact.js").Signal<{key: string, found: PossibleMistakes | null}>} */
const possible = signal({ key: "", found: null });
/** Questions whose first few mistakes were ticked: nobody's choice is changed afterwards. */
const begun = new Set();

export function Mistakes() {
  const part = draftPart.value;
  const key = keyOf();
  useEffect(() => void askPossible(), [key]);
  if (!part) return null;
  if (part.kind === "sign" || part.kind === "goal")
    return html`<p>${t(part.kind === "goal" ? "own.mistakes.goal" : "own.mistakes.sign")}</p>`;
  const found = possible.value.key === key ? possible.value.found : null;
  if (!found) return html`<p class="caption" role="status">${t("break.loading")}</p>`;
  const chosen = part.mistakes.map(({ bug }) => bug);
  const usable = found.mistakes.filter((one) => !one.lacks);
  const others = found.mistakes.filter((one) => one.lacks);
  const needed = part.kind === "choice" && !chosen.length;
  return html`<p>${t(`own.mistakes.what.${part.kind}`)}</p>
    <p class="own-value">${t("own.mistakes.right")} <strong>${found.text}</strong></p>
    <div class="own-mistakes" role="group" aria-label=${t("own.step.mistakes")}>
      ${usable.map((one) => html`<${Row} key=${one.bug} one=${one} all=${usable} chosen=${chosen} />`)}
    </div>
    ${!usable.length && html`<p class="note">${t("own.mistakes.none")}</p>`}
    ${needed && html`<p class="note" role="status">${t("own.mistakes.needed")}</p>`}
    <${Others} all=${others} />`;
}

/** @param {{one: PossibleMistake, all: PossibleMistake[], chosen: string[]}} props */
function Row({ one, all, chosen }) {
  const { bug, text } = one;
  const ticked = chosen.includes(bug);
  const like = ticked ? "" : clash(one, all, chosen);
  const off = !!like || (!ticked && chosen.length >= MOST);
  const turn = () => {
    const mistakes = draftPart.value?.mistakes ?? [];
    changePart({
      mistakes: ticked
        ? mistakes.filter((had) => had.bug !== bug)
        : [...mistakes, { bug, reply: {} }],
    });
  };
  return html`<label class="own-mistake" data-bug=${bug}>
    <input type="checkbox" checked=${ticked} disabled=${off} onChange=${turn} />
    <span>
      ${t(`bug.${bug}.name`)}
      ${like && html`<small>${t("own.mistakes.like", { other: t(`bug.${like}.name`) })}</small>`}
    </span>
    <data>${text}</data>
  </label>`;
}

/** Those that cannot be told here, with the reason. @param {{all: PossibleMistake[]}} props */
function Others({ all }) {
  if (!all.length) return null;
  return html`<details class="fold">
    <summary>${t("own.mistakes.others", { count: all.length })}</summary>
    <ul class="own-others">
      ${all.map(({ bug, lacks }) => html`<li key=${bug}>${t(`bug.${bug}.name`)} <small>${t(`own.lacks.${lacks}`)}</small></li>`)}
    </ul>
  </details>`;
}

const keyOf = () => {
  const [of, part] = [draft.value, draftPart.value];
  if (!of || !part) return "";
  return JSON.stringify([of.experiment, of.iteration, of.checkpoint, part.tensor, part.cell]);
};

async function askPossible() {
  const [of, part, key] = [draft.value, draftPart.value, keyOf()];
  if (!of || !part || part.kind === "sign" || part.kind === "goal") return;
  if (possible.value.key === key) return;
  const { experiment, iteration, checkpoint } = of;
  const order = { experiment, iteration, checkpoint, tensor: part.tensor, cell: part.cell };
  const found = await postMistakes(order).catch(tell);
  if (!found || key !== keyOf()) return;
  const known = found.mistakes.filter(({ bug }) => has(`bug.${bug}.name`));
  possible.value = { key, found: { ...found, mistakes: known } };
  if (begun.has(key) || draftPart.value?.mistakes.length) return;
  begun.add(key);
  changePart({ mistakes: apart(known, BEGIN).map((bug) => ({ bug, reply: {} })) });
}
