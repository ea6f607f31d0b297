/** All examples as a table: only the rows in sight are there. One is picked by click or by key. */
import { broughtIn, inSight, rowAt } from "../../core/picture/visible-rows.js";
import { html, useEffect, useRef, useState } from "../../vendor/preact.js";
import { pickExample } from "../control/pick-example.js";
import { domain } from "../control/network-state.js";
import { shown, test } from "../control/state.js";
import { t } from "../ui/words.js";
import { ExampleRow, titles } from "./example-row.js";

/** @import { Trace } from "../../core/data/trace.js" */

const coarse = matchMedia("(pointer: coarse)");
const [LOW, HIGH] = [26, 40];
/** How far left and right go. */
const ASIDE = 60;

/** @param {{trace: Trace}} props */
export function AllExamples({ trace }) {
  const [open, setOpen] = useState(false);
  const toggled = (/** @type {any} */ event) => setOpen(event.currentTarget.open);
  return html`<details class="fold" onToggle=${toggled}>
    <summary>${t("examples.label")}</summary>
    ${open && html`<${Grid} trace=${trace} />`}
  </details>`;
}

/** @param {{trace: Trace}} props */
function Grid({ trace }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const { rows, experiment } = trace.document;
  const picked = rows[shown.value];
  const [active, setActive] = useState(picked);
  const [sight, setSight] = useState({ top: 0, height: 0 });
  const learned = experiment.inputs.length;
  const count = learned + (test.value?.inputs.length ?? 0);
  const each = domain.value?.kind === "image" || coarse.matches ? HIGH : LOW;
  const look = () => {
    const box = ref.current;
    if (box) setSight({ top: box.scrollTop, height: box.clientHeight - each });
  };
  const bring = (/** @type {number} */ row) => {
    const box = ref.current;
    if (box) box.scrollTop = broughtIn(row, box.scrollTop, box.clientHeight - each, each);
    look();
  };
  useEffect(() => {
    setActive(picked);
    bring(picked);
  }, [picked]);
  const pick = (/** @type {number} */ row) => {
    setActive(row);
    if (row < learned) pickExample(row);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const page = Math.floor(sight.height / each);
    const to = rowAt(event.key, active, page, count);
    const aside = { ArrowLeft: -ASIDE, ArrowRight: ASIDE }[event.key];
    if (to !== null) {
      setActive(to);
      bring(to);
    } else if (event.key === "Enter" || event.key === " ") pick(active);
    else if (aside) ref.current?.scrollBy(aside, 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const heads = titles(trace);
  const columns = { "--each": `${each}px`, "--columns": heads.length - 1 };
  return html`<div
      class="examples"
      ref=${ref}
      role="grid"
      tabindex="0"
      aria-label=${t("examples.label")}
      aria-rowcount=${count + 1}
      aria-activedescendant=${`example-${active}`}
      style=${columns}
      onScroll=${look}
      onKeyDown=${press}
    >
      <div role="rowgroup" class="heads">
        <div role="row" aria-rowindex="1">
          ${heads.map((head, k) => html`<span role="columnheader" key=${k} title=${head}>${head}</span>`)}
        </div>
      </div>
      <div role="rowgroup" style=${{ height: `${count * each}px` }}>
        ${around(inSight(sight.top, sight.height, each, count), active).map(
          (row) =>
            html`<${ExampleRow}
              key=${row}
              row=${row}
              trace=${trace}
              top=${row * each}
              active=${row === active}
              onPick=${() => pick(row)}
            />`,
        )}
      </div>
    </div>
    <p class="caption legend-line">
      ${rows.length < learned && html`<span><i class="dot" aria-hidden="true"></i> ${t("examples.batch")}</span>`}
      ${test.value && html`<span><i class="ring" aria-hidden="true"></i> ${t("examples.held", { count: test.value.inputs.length })}</span>`}
    </p>`;
}

/** The row that the keyboard is at is always there. @param {number[]} rows @param {number} active */
const around = (rows, active) => (rows.includes(active) ? rows : [...rows, active]);
