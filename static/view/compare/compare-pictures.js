/**
 * What both networks answer over their inputs, side by side: this one at the moment on show, the
 * other at the nearest moment before it that is kept.
 * @import { Line } from "../../core/data/run.js"
 * @import { Surface, Surfaces } from "../../core/picture/surfaces.js"
 * @import { Checkpoint } from "../../core/data/trace.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @typedef {{of: Line, moment: Checkpoint}} Order
 */
import { firstOf, towards } from "../../core/data/run.js";
import { ramp, shadeWinner } from "../../core/picture/colormap.js";
import { decodeSurfaces, surfaceOrder, surfaceValue } from "../../core/picture/surfaces.js";
import { computed, effect, html, useEffect, useRef } from "../../vendor/preact.js";
import { postBytes } from "../server/api.js";
import { other } from "../control/runs-list.js";
import { following } from "../server/latest-request.js";
import { answers, domain, meaning } from "../control/network-state.js";
import { classLook } from "../output/point-style.js";
import { fit } from "../stage/canvas.js";
import { colours } from "../stage/colours.js";
import { image, scaleAt } from "../stage/maps.js";
import { line, moment } from "../control/state.js";
import { inspectorTab } from "../ui/tabs.js";
import { t } from "../ui/words.js";

const STEPS = { plane: 50, line: 100 };
const SIDE = 158;

const seen = computed(
  () => inspectorTab.value === "compare" && ["plane", "line"].includes(domain.value?.kind ?? ""),
);

/** @type {ReadonlySignal<Followed<Order, Surfaces> | null>} */
const mine = following(
  computed(() =>
    seen.value && line.value && moment.value ? { of: line.value, moment: moment.value } : null,
  ),
  ask,
);

/** @type {ReadonlySignal<Followed<Order, Surfaces> | null>} */
const theirs = following(
  computed(() => {
    const [one, at] = [other.value, moment.value];
    if (!seen.value || !one || !at) return null;
    const kept = towards(one, Math.max(at.iteration, firstOf(one))) ?? one.record.checkpoints[0];
    return kept ? { of: one, moment: kept } : null;
  }),
  ask,
);

/** @param {Order} order */
async function ask({ of, moment: at }) {
  const room = domain.value;
  if (room?.kind !== "plane" && room?.kind !== "line") throw new RangeError("no plane");
  const view = {
    ends: room.ends,
    steps: STEPS[room.kind],
    numbers: /** @type {const} */ ("uint8"),
  };
  // All that layers give comes without their names; the last is the answer.
  const order = surfaceOrder(of.experiment, at, { ...view, tensors: [] });
  return decodeSurfaces(await postBytes("surfaces", { ...order, tensors: null }));
}

export function ComparePictures() {
  if (!seen.value) return null;
  return html`<div class="compare-pictures">
    <${Picture} of=${mine} name=${t("compare.this")} />
    <${Picture} of=${theirs} name=${t("compare.that")} />
  </div>`;
}

/** @param {{of: ReadonlySignal<Followed<Order, Surfaces> | null>, name: string}} props */
function Picture({ of, name }) {
  const ref = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(
    () =>
      effect(() => {
        const found = of.value?.answer;
        if (found && ref.current) paint(fit(ref.current, { width: SIDE, height: SIDE }), found);
      }),
    [of],
  );
  const iteration = of.value?.order.moment.iteration ?? 0;
  return html`<figure>
    <canvas ref=${ref} role="img" aria-label=${t("compare.picture", { name, iteration })}></canvas>
    <figcaption class="caption">${name} · ${t("train.place.whole", { iteration })}</figcaption>
  </figure>`;
}

/** @param {CanvasRenderingContext2D} ctx @param {Surfaces} found */
function paint(ctx, { surfaces }) {
  const name = surfaces[surfaces.length - 1].tensor;
  const all = surfaces.filter((one) => one.tensor === name);
  const ink = colours.value;
  const scale = scaleAt(answers.value.length - 1, all[0]);
  if (domain.value?.kind === "line") return curve(ctx, all[0], scale);
  ctx.imageSmoothingEnabled = true;
  const wins = all.length > 1 && meaning.value?.kind === "classes";
  const picture = wins ? winner(all) : image(all[0], scale, ramp({ ...ink, middle: ink.panel }));
  ctx.drawImage(picture, 0, 0, SIDE, SIDE);
}

/** @param {Surface[]} all */
function winner(all) {
  const side = Math.sqrt(all[0].values.length);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const data = ctx.createImageData(side, side);
  const hues = all.map((_, k) => classLook(k).hue);
  shadeWinner(all, hues, colours.value.panel, new Uint32Array(data.data.buffer));
  ctx.putImageData(data, 0, 0);
  return canvas;
}

/** @param {CanvasRenderingContext2D} ctx @param {Surface} surface
 * @param {{middle: number, reach: number}} scale */
function curve(ctx, surface, { middle, reach }) {
  const count = surface.values.length;
  ctx.strokeStyle = colours.value.ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (let k = 0; k < count; k++) {
    const share = (surfaceValue(surface, k) - middle) / (1.15 * reach);
    ctx.lineTo((SIDE * k) / (count - 1), (SIDE * (1 - share)) / 2);
  }
  ctx.stroke();
}
