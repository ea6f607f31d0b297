/** The proof, red where the mistake bites: every gradient against nudges of the loss, and every step
 * against its right rule, which also sees what no gradient tells: the loss and the update. */
import { plainText, tensorSymbol } from "../../core/explain/symbol.js";
import { html, signal } from "../../vendor/preact.js";
import { seek } from "../control/actions.js";
import { tell } from "../control/queue.js";
import { trace } from "../control/state.js";
import { askEngine } from "../explain/engine.js";
import { Icon } from "../ui/icon.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";

/** @import { Trace } from "../../core/data/trace.js"
 * @import { CheckedStep } from "./fitting.js"
 * @typedef {{parameter: string, cells: number, agree: number, differ: number}} CheckedGradient */

/** Cells of each parameter that are nudged. */
const SOME = 50;

/** @type {import("../../vendor/preact.js").Signal<{of: Trace, gradients: CheckedGradient[],
 *   steps: CheckedStep[]} | null>} */
const proven = signal(null);

export function Proofs() {
  const now = trace.value;
  const found = proven.value?.of === now ? proven.value : null;
  if (!now) return null;
  if (!found)
    return html`<p>
      <button type="button" class="button" onClick=${() => prove(now)}>${t("break.prove")}</button>
    </p>`;
  const red = found.steps.filter(({ agrees }) => !agrees);
  return html`<div class="proofs" role="status">
    <h3>${t("break.prove.gradients")}</h3>
    <ul>
      ${found.gradients.map(
        ({ parameter, differ, cells }) =>
          html`<${Verdict} key=${parameter} tensor=${`d_${parameter}`} wrong=${differ > 0} words=${differ ? t("break.prove.differ", { differ, cells }) : t("break.prove.agree")} />`, // prettier-ignore
      )}
    </ul>
    <h3>${t("break.prove.steps")}</h3>
    <ul>
      ${red.map(
        ({ tensor }) =>
          html`<${Verdict} key=${tensor} tensor=${tensor} wrong words=${t("break.prove.step")} />`,
      )}
      <li data-verdict="agrees">
        <${Icon}
          name="check"
        />${t("break.prove.others", { count: found.steps.length - red.length })}
      </li>
    </ul>
  </div>`;
}

/** @param {{tensor: string, wrong?: boolean, words: string}} props */
function Verdict({ tensor, wrong = false, words }) {
  const now = trace.value;
  if (!now?.has(tensor)) return null;
  const step = now.writer.get(tensor) ?? -1;
  return html`<li data-verdict=${wrong ? "differs" : "agrees"}>
    <${Icon} name=${wrong ? "close" : "check"} />
    <button
      type="button"
      class="link"
      aria-label=${plainText(tensorSymbol(now, tensor))}
      onClick=${() => seek(step + 1)}
    >
      <${Tex} tex=${tensorSymbol(now, tensor)} flat />
    </button>
    ${words}
  </li>`;
}

/** @param {Trace} of */
async function prove(of) {
  try {
    const [{ checks }, { steps }] = await Promise.all([
      askEngine("checks", of, { parameters: null, cells: SOME }),
      askEngine("bugs", of, {}),
    ]);
    proven.value = { of, gradients: checks, steps };
  } catch (error) {
    tell(error);
  }
}
