/**
 * The products that a number is made of, as signed bars that stack into their sum; of a gradient
 * also what that sum was multiplied by on its way here.
 * @import { Contribution } from "../../core/explain/contributions.js"
 * @import { Rung } from "../../core/explain/ladder.js"
 * @import { Bar } from "../../core/explain/stack.js"
 * @import { Cell } from "../../core/data/trace.js"
 */
import { ladderOf } from "../../core/explain/ladder.js";
import { grown, stackOf } from "../../core/explain/stack.js";
import { writerOf } from "../../core/explain/focus.js";
import { inNumbers, symbol } from "../../core/explain/formula.js";
import { signed } from "../../core/data/number.js";
import { html, useMemo } from "../../vendor/preact.js";
import { frame, index, known, trace, training } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { BarRow } from "./bar-row.js";
import { Profile } from "./profile.js";

/** @param {{cell: Cell}} props */
export function Multiply({ cell }) {
  const current = trace.value;
  const made = useMemo(
    () => current && draw(current, cell),
    [current, cell.tensor, `${cell.cell}`],
  );
  if (!current || !made || !ready(cell)) return null;
  const { ladder, stack } = made;
  if (training.value && stack.bars.some((bar) => bar.others)) return null;
  if (stack.bars.length < 2 && !ladder.rungs.length) return null;
  const now = writerOf(current, cell) === index.value;
  const progress = now ? (frame.value?.land ? 1 : (frame.value?.move ?? 1)) : 1;
  const { phase } = current.steps[writerOf(current, ladder.start)];
  const climbing = ladder.rungs.length > 0;
  const ends = { low: stack.low, high: stack.high };
  const whole = climbing || progress === 1;
  return html`<section class="stacked" aria-label=${t("stack.title")}>
    <h3 class="eyebrow">${t("stack.title")}</h3>
    ${ladder.contributions.length > stack.bars.length && html`<${Profile} values=${ladder.contributions.map((c) => c.value)} />`}
    <ol class="stack-bars">
      ${stack.bars.map(
        (bar, k) =>
          html`<${BarRow}
            key=${k}
            ends=${ends}
            ...${climbing ? bar : grown(stack.bars, k, progress)}
            value=${bar.value}
            after=${bar.to}
            label=${label(bar)}
          />`,
      )}
      ${
        stack.bars.length > 1 &&
        html`<${BarRow}
          ends=${ends}
          from=${0}
          to=${whole ? stack.sum : 0}
          value=${whole ? stack.sum : null}
          label=${html`<${Tex} tex=${`= ${symbol(current, ladder.start)}`} flat />`}
          total
        />`
      }
      ${ladder.rungs.map((rung, k) => html`<${Times} key=${rung.cell.tensor} rung=${rung} ends=${ends} before=${k ? ladder.rungs[k - 1].value : stack.sum} progress=${k === ladder.rungs.length - 1 ? progress : 1} />`)}
    </ol>
    ${
      progress === 1 &&
      phase !== "update" &&
      stack.plus > 0 &&
      stack.minus < 0 &&
      html`<p class="caption">
        ${t("stack.cancels", { plus: signed(stack.plus), minus: signed(stack.minus), sum: signed(stack.sum) })}
      </p>`
    }
  </section>`;

  /** @param {Bar} bar */
  function label({ index: at, others }) {
    if (at === null) return t("stack.others", { count: others });
    return html`<${Tex} tex=${product(ladder.contributions[at])} />`;
  }
}

/** @param {{rung: Rung, ends: {low: number, high: number}, before: number, progress: number}} props */
function Times({ rung, ends, before, progress }) {
  const current = trace.value;
  if (!current) return null;
  const times = rung.times
    .map(({ parts }) => inNumbers(current, parts, true))
    .join(String.raw` \cdot `);
  return html`<${BarRow}
    ends=${ends}
    from=${0}
    to=${before + (rung.value - before) * progress}
    value=${progress === 1 ? rung.value : null}
    label=${html`<${Tex} tex=${String.raw`{}\times ${times} = ${symbol(current, rung.cell)}`} flat />`}
    total
  />`;
}

/** @param {import("../../core/data/trace.js").Trace} current @param {Cell} cell */
function draw(current, cell) {
  const ladder = ladderOf(current, cell);
  return { ladder, stack: stackOf(ladder.contributions.map(({ value }) => value)) };
}

/** Whether all that a cell is made of is on screen. @param {Cell} cell */
function ready({ tensor }) {
  const step = trace.value?.steps[trace.value.writer.get(tensor) ?? -1];
  return !!step && Object.values(step.reads).every(known);
}

/** @param {Contribution} contribution */
function product({ minus, factors }) {
  const current = trace.value;
  if (!current) return "";
  const text = factors
    .map(({ parts }) => inNumbers(current, parts, true))
    .join(String.raw` \cdot `);
  return minus ? `-${text}` : text;
}
