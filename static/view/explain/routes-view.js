/**
 * The routes of a number to the loss, one after the other: each with its product of local derivatives,
 * stacking to the gradient.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { nudgeableAt } from "../../core/explain/nudgeable.js";
import { cellsAlong, routeBars } from "../../core/picture/routes.js";
import { symbol } from "../../core/explain/formula.js";
import { short } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import { still, trace, training } from "../control/state.js";
import { WithoutOwn } from "../bugs/without-own.js";
import { Tex } from "../ui/tex.js";
import { language, t } from "../ui/words.js";
import { BarRow } from "./bar-row.js";
import { lit, routed } from "./routed.js";

/** Rows at first, and milliseconds that each route is lit for. */
const FEW = 8;
const EACH = 900;

/** @param {{cell: Cell}} props */
export function RoutesView({ cell }) {
  const [most, more] = useState(FEW);
  const current = trace.value;
  const at = current && nudgeableAt(current, cell);
  const followed = routed.value;
  const found = followed && sameCell(followed.order.cell, at) ? followed.answer : null;
  const rests = !training.value;
  useEffect(
    () => (found && rests ? walk(Math.min(found.paths.length, FEW)) : undefined),
    [rests && found],
  );
  if (!current || !at) return null;
  if (followed?.problem) return html`<p class="note">${followed.problem}</p>`;
  if (!found) return html`<p class="caption">${t("route.asking")}</p>`;
  const bars = routeBars(found, most);
  const ends = {
    low: Math.min(0, ...bars.map((bar) => bar.to)),
    high: Math.max(0, ...bars.map((bar) => bar.to)),
  };
  return html`<h3>
      ${t("route.title", { count: counted(found.count), of: cellText(current, at) })}
    </h3>
    <${WithoutOwn} trace=${current} />
    <ol class="stack-bars">
      ${bars.map(
        (bar) =>
          html`<${BarRow}
            key=${bar.index ?? "rest"}
            ends=${ends}
            ...${bar}
            after=${bar.to}
            label=${bar.index === null ? t("route.rest", { count: counted(bar.others) }) : html`<${Product} found=${found} index=${bar.index} />`}
          />`,
      )}
      <${BarRow}
        ends=${ends}
        from=${0}
        to=${found.gradient}
        value=${found.gradient}
        label=${html`<${Tex} tex=${String.raw`= \partial E / \partial ${symbol(current, at)}`} />`}
        total
      />
    </ol>
    ${
      most < found.paths.length &&
      html`<button type="button" class="link" onClick=${() => more(most * 4)}>
        ${t("trail.more", { count: found.paths.length - most })}
      </button>`
    }
    <p class="caption">
      ${t("route.network", { paths: counted(found.network.paths), wires: counted(found.network.wires) })}
    </p>`;
}

/** A route as its factors; pressed, it is lit on the stage. @param {{found: import("../../core/picture/routes.js").Routes, index: number}} props */
function Product({ found, index }) {
  const current = trace.value;
  if (!current) return null;
  const path = found.paths[index];
  const names = cellsAlong(found, path)
    .map((cell) => cellText(current, cell))
    .join(" → ");
  const factors =
    path.derivatives
      .filter((d) => d !== 1)
      .map((d) => (d < 0 ? `(${short(d)})` : short(d)))
      .join(" · ") || "1";
  return html`<button
    type="button"
    class="factored"
    aria-pressed=${String(lit.value === index)}
    title=${names}
    aria-label=${`${factors}: ${names}`}
    onClick=${() => (lit.value = lit.value === index ? null : index)}
  >
    ${factors}
  </button>`;
}

/** Light the routes one after the other, once. @param {number} count */
function walk(count) {
  lit.value = count ? 0 : null;
  if (still.matches || count < 2) return () => void (lit.value = null);
  const timer = setInterval(() => {
    const next = (lit.value ?? count) + 1;
    if (next < count) return void (lit.value = next);
    lit.value = null;
    clearInterval(timer);
  }, EACH);
  return () => {
    clearInterval(timer);
    lit.value = null;
  };
}

/** @param {number} count */
const counted = (count) => count.toLocaleString(language.value);
