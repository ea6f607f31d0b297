/**
 * The chain rule of a parameter: its factors as fractions, and a card for each with its value.
 * @import { Cell } from "../../core/data/trace.js"
 * @import { Factor } from "../../core/explain/chain.js"
 */
import { chainOf, chainShare, shareSymbol } from "../../core/explain/chain.js";
import { writerOf } from "../../core/explain/focus.js";
import { short } from "../../core/data/number.js";
import { cellSymbol } from "../../core/explain/symbol.js";
import { html } from "../../vendor/preact.js";
import { seek } from "../control/actions.js";
import { known, shown, trace } from "../control/state.js";
import { Tex } from "../ui/tex.js";
import { t } from "../ui/words.js";
import { Value } from "./value.js";

/** @param {{cell: Cell}} props */
export function Chain({ cell }) {
  const current = trace.value;
  const chain = current && chainOf(current, cell, shown.value);
  if (!chain) return null;
  const { factors, gradient, loss, parameter } = chain;
  const several = current.batch > 1;
  const ready = factors.every(({ cell }) => !cell || known(cell.tensor));
  return html`<section class="chain" aria-label=${t("chain.title")}>
    <p class="fractions">
      ${
        several
          ? html`<${Tex} tex=${shareSymbol(current, chain, shown.value)} />`
          : html`<${Fraction} cell=${gradient} top=${loss} bottom=${parameter} />`
      }
      <${Tex} tex="=" />
      ${factors.map((f, k) => [k > 0 && html`<${Tex} tex=${String.raw`\cdot`} />`, html`<${Fraction} ...${f} key=${f.part} />`])}
    </p>
    <div class="factors">${factors.map((f) => html`<${Card} factor=${f} key=${f.part} />`)}</div>
    ${
      several &&
      ready &&
      html`<p class="fractions share">
        <${Tex} tex=${shareSymbol(current, chain, shown.value)} />
        <${Tex} tex="=" />
        <strong>${short(chainShare(current, chain))}</strong>
      </p>`
    }
    ${
      several &&
      html`<p class="caption">
        ${t("chain.example", { example: shown.value + 1, batch: current.batch })}
      </p>`
    }
  </section>`;
}

/** ∂top/∂bottom, in the colour of the cell that holds its value.
 * @param {{cell: Cell | null, top: Cell, bottom: Cell}} props */
function Fraction({ cell, top, bottom }) {
  const current = trace.value;
  if (!current) return null;
  const [above, below] = [top, bottom].map((c) => cellSymbol(current, c));
  return html`<${Operand} cell=${cell}>
    <${Tex} tex=${String.raw`\dfrac{\partial ${above}}{\partial ${below}}`} />
  </${Operand}>`;
}

/** @param {{factor: Factor}} props */
function Card({ factor: { part, cell } }) {
  const current = trace.value;
  if (!current) return null;
  if (!cell) return html`<div><strong>1</strong><small>${meaning(part)}</small></div>`;
  const step = writerOf(current, cell) + 1;
  return html`<${Operand} cell=${cell} tag="div">
    ${
      known(cell.tensor)
        ? html`<strong><${Value} cell=${cell} /></strong>`
        : html`<button type="button" class="link" onClick=${() => seek(step)}>
            ${t("inspector.step.link", { step })}
          </button>`
    }
    <small><${Tex} tex=${cellSymbol(current, cell)} flat /></small>
    <small>${meaning(part)}</small>
  </${Operand}>`;
}

/** What stands for a cell, to be pointed at. @param {{cell: Cell | null, tag?: "span" | "div", children: any}} props */
function Operand({ cell, tag = "span", children }) {
  if (!cell || !trace.value) return html`<${tag}>${children}</${tag}>`;
  const kind = trace.value.tensor(cell.tensor).kind;
  return html`<${tag} class=${`operand ${kind}`} data-tensor=${cell.tensor} data-cell=${cell.cell.join("-")}>${children}</${tag}>`;
}

/** @param {import("../../core/explain/chain.js").Part} part */
const meaning = (part) =>
  ({
    output: t("chain.output"),
    slope: t("chain.slope"),
    delta: t("chain.delta"),
    input: t("chain.input"),
    one: t("chain.one"),
  })[part];
