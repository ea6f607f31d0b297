/**
 * A batch as its pulls on one parameter: a strip, the same as points of the plane, and a slider that
 * adds them up to the gradient.
 * @import { Cell } from "../../core/data/trace.js"
 */
import { long, short, signed } from "../../core/data/number.js";
import { cellText } from "../../core/explain/symbol.js";
import { sameCell } from "../../core/data/trace.js";
import { html, useState } from "../../vendor/preact.js";
import { domain } from "../control/network-state.js";
import { ImageMaps } from "../output/image-maps.js";
import { shown, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { BarRow } from "./bar-row.js";
import { keepKeys } from "./own-keys.js";
import { parameterAt, pulled } from "./pulled.js";
import { PullPlane } from "./pull-plane.js";
import { PullStrip } from "./pull-strip.js";

/** @param {{cell: Cell}} props */
export function PullsView({ cell }) {
  const [added, add] = useState(/** @type {number | null} */ (null));
  const current = trace.value;
  const at = current && parameterAt(current, cell);
  const followed = pulled.value;
  if (!current || !at) return null;
  if (followed?.problem) return html`<p class="note">${followed.problem}</p>`;
  const found = followed && sameCell(followed.order.cell, at) ? followed.answer : null;
  if (!found) return html`<p class="caption">${t("route.asking")}</p>`;
  const { pulls, rows, gradient, agreement } = found;
  const count = added === null ? pulls.length : Math.min(added, pulls.length);
  let sum = 0;
  const sums = pulls.map((pull) => (sum += pull));
  const here = Math.min(shown.value, pulls.length - 1);
  const now = count === pulls.length ? gradient : count ? sums[count - 1] : 0;
  const ends = { low: Math.min(0, ...sums), high: Math.max(0, ...sums) };
  const room = domain.value;
  return html`<h3>${t("pull.title", { count: pulls.length, of: cellText(current, at) })}</h3>
    <${PullStrip} pulls=${pulls} rows=${rows} added=${count} />
    <p>
      ${t("pull.one", { example: rows[here] + 1, pull: signed(pulls[here]), loss: short(found.losses[here]) })}
    </p>
    ${room?.kind === "plane" && html`<${PullPlane} pulls=${pulls} rows=${rows} />`}
    ${room?.kind === "image" && html`<${ImageMaps} tensor="a0" shape=${room.shape} side=${84} input />`}
    <label class="pull-sum">
      <span>${t("pull.added", { count, all: pulls.length })}</span>
      <input
        type="range"
        min="0"
        max=${pulls.length}
        step="1"
        value=${count}
        onKeyDown=${keepKeys}
        onInput=${(/** @type {any} */ e) => add(Number(e.currentTarget.value))}
      />
    </label>
    <ol class="stack-bars">
      <${BarRow}
        ends=${ends}
        from=${0}
        to=${now}
        value=${now}
        write=${long}
        label=${t(count === pulls.length ? "pull.gradient" : "pull.sofar")}
        total
      />
    </ol>
    <p class="caption">${agreed(agreement)}</p>`;
}

/** @param {{cell: number | null, all: number | null}} agreement */
function agreed({ cell, all }) {
  const percent = (/** @type {number | null} */ x) =>
    x === null ? "–" : `${short(Number((100 * x).toPrecision(2)))} %`;
  return t("pull.agreement", { cell: percent(cell), all: percent(all) });
}
