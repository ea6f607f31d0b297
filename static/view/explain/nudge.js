/**
 * Nudge a number and see: how much the loss changes, beside how much its gradient had said.
 * @import { Cell, Trace } from "../../core/data/trace.js"
 * @import { Nudge as Found } from "./nudged.js"
 */
import { apartOf } from "../../core/explain/apart.js";
import { nudgeableAt } from "../../core/explain/nudgeable.js";
import { symbol } from "../../core/explain/formula.js";
import { long, short, signed } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html } from "../../vendor/preact.js";
import { trace } from "../control/state.js";
import { hasOwn, WithoutOwn } from "../bugs/without-own.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { toldOf } from "./asked.js";
import { BarRow } from "./bar-row.js";
import { EpsilonField } from "./epsilon-field.js";
import { LossSurface } from "./loss-surface.js";
import { epsilon, nudgeFound } from "./nudged.js";
import { Proof } from "./proof.js";
import { SlicePlot } from "./slice-plot.js";
import { Sweep } from "./sweep.js";
import { Wave } from "./wave.js";

/** @param {{cell: Cell}} props */
export function Nudge({ cell }) {
  const found = nudgeFound.value;
  const current = toldOf(found?.order);
  const at = current && nudgeableAt(current, cell);
  if (!current || !at) return null;
  const checks = found && sameCell(found.order.cell, at) ? found.answer : null;
  return html`<h3>
      ${`${t("nudge.title")} `}<${Tex} tex=${`${symbol(current, at)} = {}`} flat />
      ${" "}${long(current.value(at.tensor, at.cell))}
    </h3>
    <${WithoutOwn} trace=${current} />
    <${EpsilonField} />
    ${found?.problem && html`<p class="note">${found.problem}</p>`}
    ${
      checks &&
      html`<${Compared} found=${checks.nudges[0]} own=${gradientOf(current, at)} />
        <${Sweep} nudges=${checks.nudges.slice(1)} at=${epsilon.value} />
        <${Wave} found=${checks.nudges[0]} />
        ${checks.slices.map((slice) => html`<${SlicePlot} key=${at.tensor} slice=${slice} descent=${checks.descent} />`)}
        ${checks.slices.length > 0 && html`<${LossSurface} />`}
        <${Proof} counts=${checks.counts} />`
    }`;
}

/** The gradient that follows from a person's own number; null where there is none, or it is the right
 * one. @param {Trace} now @param {Cell} at */
function gradientOf(now, at) {
  const name = `d_${at.tensor}`;
  return hasOwn(now) && now.has(name) ? now.value(name, at.cell) : null;
}

/** ΔE beside gradient × ε, on one scale. @param {{found: Found, own: number | null}} props */
function Compared({ found, own }) {
  const current = trace.value;
  if (!current) return null;
  const { promised, change, gradient, moved } = found;
  const mine = own !== null && own !== gradient ? own * moved : null;
  const all = [0, promised ?? 0, change ?? 0, mine ?? 0];
  const ends = { low: Math.min(...all), high: Math.max(...all) };
  return html`<ol class="stack-bars" aria-live="polite">
      <${BarRow}
        ends=${ends}
        from=${0}
        to=${promised ?? 0}
        value=${promised}
        write=${long}
        label=${t("nudge.promised", { gradient: short(gradient), epsilon: short(moved) })}
      />
      ${
        mine !== null &&
        html`<${BarRow}
          ends=${ends}
          from=${0}
          to=${mine}
          value=${mine}
          write=${long}
          label=${t("nudge.yours", { gradient: short(own ?? 0), epsilon: short(moved) })}
        />`
      }
      <${BarRow}
        ends=${ends}
        from=${0}
        to=${change ?? 0}
        value=${change}
        write=${long}
        label=${t("nudge.came")}
        total
      />
    </ol>
    <p>${difference(found)}</p>`;
}

/** What is between them, and why. @param {Found} found */
function difference(found) {
  const { reason, kinks, digits } = found;
  const between = apartOf(found);
  const current = trace.value;
  const [kink] = kinks;
  const at = current && kink ? cellText(current, { tensor: kink[0], cell: kink[1] }) : "";
  return t(`nudge.reason.${reason}`, {
    between: between === null ? "" : signed(between),
    kink: at,
    digits,
  });
}
