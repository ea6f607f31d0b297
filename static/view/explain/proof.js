/**
 * Every gradient of the iteration held against nudges, at one click; a quiet line says how it ended,
 * and why nobody trains like that.
 * @import { Trace } from "../../core/data/trace.js"
 * @typedef {{parameter: string, cell: number[], difference: number, verdict: "agrees" | "rounding" |
 *   "kink" | "differs"}} Worst
 * @typedef {{checks: {cells: number, agree: number, differ: number, kinks: number}[],
 *   worst: Worst | null}} Proven
 */
import { apartOf } from "../../core/explain/apart.js";
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { html, signal } from "../../vendor/preact.js";
import { tell } from "../control/queue.js";
import { trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { askEngine } from "./engine.js";

/** Of so many numbers each is nudged, of more so many of each parameter. */
const ALL = 2000;
const SOME = 100;

/** @type {import("../../vendor/preact.js").Signal<{of: Trace, answer: Proven | null} | null>} */
const proof = signal(null);

/** @param {{counts: {parameters: number, forward_passes: number}}} props */
export function Proof({ counts: { parameters: count, forward_passes: passes } }) {
  const current = trace.value;
  const found = proof.value?.of === current ? proof.value : null;
  return html`<p class="proof">
      ${
        found?.answer
          ? html`<output data-verdict=${verdictOf(found.answer)}>${ended(found.answer)}</output>`
          : html`<button
              type="button"
              class="button"
              disabled=${!!found}
              onClick=${() => current && prove(current, count)}
            >
              ${t("proof.all", { count })}
            </button>`
      }
    </p>
    <p class="caption">${t("proof.price", { count, passes })}</p>`;
}

/** @param {Trace} of @param {number} count */
async function prove(of, count) {
  proof.value = { of, answer: null };
  try {
    const cells = count > ALL ? SOME : null;
    const answer = await askEngine("checks", of, { parameters: null, cells });
    if (proof.value?.of === of) proof.value = { of, answer };
  } catch (error) {
    proof.value = null;
    tell(error);
  }
}

/** The worst there is: one that differs is seen from afar. @param {Proven} answer */
const verdictOf = ({ checks, worst }) =>
  checks.some(({ differ }) => differ > 0) ? "differs" : (worst?.verdict ?? "agrees");

/** @param {Proven} answer */
function ended({ checks, worst }) {
  const current = trace.value;
  const sum = (/** @type {"cells" | "agree" | "kinks"} */ what) =>
    checks.reduce((n, c) => n + c[what], 0);
  const counted = t("proof.agree", { agree: sum("agree"), cells: sum("cells") });
  if (!worst || !current) return counted;
  const at = cellText(current, { tensor: worst.parameter, cell: worst.cell });
  const how = t(`proof.worst.${worst.verdict}`, { cell: at, apart: short(apartOf(worst)) });
  return `${counted} ${how}`;
}
