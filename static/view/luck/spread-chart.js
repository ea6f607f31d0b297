/** Loss curves of many seeds: the band in which they lie, and the one that is picked. */
import { short, tiny } from "../../core/data/number.js";
import { lossAxes } from "../../core/picture/loss-axes.js";
import {
  bandPath,
  medianPath,
  nearestRun,
  runPath,
  spreadExtent,
} from "../../core/picture/spread.js";
import { html, useRef } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { pickedRun, spreadRuns } from "./spread-run.js";

/** The whole picture, and its edges with the numbers of the axes. */
const [WIDTH, HEIGHT] = [340, 220];
const EDGE = { left: 40, right: 8, below: 18 };
const BOX = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.below };

/** @param {{log: boolean, open: (run: number) => void}} props */
export function SpreadChart({ log, open }) {
  const root = useRef(/** @type {SVGSVGElement | null} */ (null));
  const now = spreadRuns.value;
  if (!now?.frames.length) return null;
  const { frames } = now;
  const extent = spreadExtent(frames, log);
  const { losses, iterations } = lossAxes(extent, BOX);
  const runs = now.seeds.map((_, run) => run);
  const picked = pickedRun.value;
  const pick = (/** @type {PointerEvent} */ event) => {
    const whole = root.current?.getBoundingClientRect();
    if (!whole) return;
    const x = ((event.clientX - whole.left) / whole.width) * WIDTH - EDGE.left;
    const y = ((event.clientY - whole.top) / whole.height) * HEIGHT;
    pickedRun.value = nearestRun(frames, extent, BOX, { x, y });
  };
  return html`<svg
    ref=${root}
    class="spread-chart"
    viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
    role="img"
    aria-label=${summaryOfSpread()}
    onPointerDown=${pick}
    onPointerMove=${(/** @type {PointerEvent} */ e) => e.pointerType === "mouse" && pick(e)}
    onDblClick=${() => picked !== null && open(picked)}
  >
    <g transform=${`translate(${EDGE.left} 0)`}>
      <path class="range" d=${bandPath(frames, extent, BOX, "least", "largest")} />
      ${runs.map((run) => html`<path key=${run} class="run" d=${runPath(frames, extent, BOX, run)} />`)}
      <path class="quartiles" d=${bandPath(frames, extent, BOX, "lower", "upper")} />
      <path class="median" d=${medianPath(frames, extent, BOX)} />
      ${picked !== null && html`<path class="picked" d=${runPath(frames, extent, BOX, picked)} />`}
      ${losses.map(
        ({ value, at }) =>
          html`<text key=${value} class="loss" x="-6" y=${at + 3}>${tiny(value)}</text>`,
      )}
      ${iterations.map(
        ({ value, at }) =>
          html`<text key=${value} class="iteration" x=${at} y=${HEIGHT - 4}>${value}</text>`,
      )}
    </g>
  </svg>`;
}

/** Where the runs are now, in a sentence. */
export function summaryOfSpread() {
  const last = spreadRuns.value?.frames.at(-1);
  if (!last) return "";
  const { least, median, largest } = last.band;
  const told = (/** @type {number | null} */ x) => (x === null ? t("luck.lost.short") : short(x));
  return t("luck.summary", {
    count: last.losses.length,
    iteration: last.iteration,
    least: told(least),
    median: told(median),
    largest: told(largest),
  });
}
