/** One signed bar on the scale of its stack, with what it stands for and its number. */
import { exact, short } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";

/** @param {{ends: {low: number, high: number}, from: number, to: number, value: number | null,
 *   label: unknown, write?: (x: number) => string, total?: boolean, after?: number}} props
 *   value: null while it has not landed; after: where the next bar begins */
export function BarRow({
  ends: { low, high },
  from,
  to,
  value,
  label,
  write = short,
  total = false,
  after,
}) {
  const at = (/** @type {number} */ x) => ((x - low) / (high - low || 1)) * 100;
  const [left, right] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
  return html`<li class=${total ? "bar-row total" : "bar-row"}>
    <span class="bar-label">${label}</span>
    <span class="bar-value">
      ${value === null ? "…" : html`<data value=${String(value)} title=${exact(value)}>${write(value)}</data>`}
    </span>
    <span class="bar-track" aria-hidden="true">
      <i class="zero" style=${{ left: `${at(0)}%` }}></i>
      ${after !== undefined && html`<i class="goes-on" style=${{ left: `${at(after)}%` }}></i>`}
      <i
        class="bar"
        data-sign=${to < from ? "negative" : "positive"}
        style=${{ left: `${left}%`, width: `${right - left}%` }}
      ></i>
    </span>
  </li>`;
}
