/** The stage: wires and pulses on two canvases, neurons and numbers as real elements over them. */
import { effect, html, useEffect, useRef } from "../../vendor/preact.js";
import { Badges } from "./badges.js";
import { Caption } from "./caption.js";
import { paintMaps } from "./maps.js";
import { paintMotion } from "./motion.js";
import { InputImage } from "./input-image.js";
import { Neurons } from "./neurons.js";
import { Outcome } from "./outcome.js";
import { box, curved, picture, touched } from "./layout-state.js";
import { move as rove, settleStop } from "./roving.js";
import { fit } from "./canvas.js";
import { colours } from "./colours.js";
import { Statistics } from "./statistics.js";
import { Titles } from "./titles.js";
import { traceOf } from "./turns.js";
import { WireLabels } from "./wire-labels.js";
import { paintWires } from "./wires.js";
import { Later } from "../ui/later.js";
import { Dragged, dragging, grab } from "./dragging.js";
import { nearestWire } from "./pointing.js";
import { choose } from "../control/actions.js";
import { coarseSurfaces, mapped } from "../server/surfaces.js";
import {
  frame,
  hovered,
  index,
  landed,
  lenses,
  playing,
  selected,
  shown,
  trace,
  training,
} from "../control/state.js";
import { t } from "../ui/words.js";

export function Stage() {
  const host = useRef(/** @type {HTMLElement | null} */ (null));
  const wires = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const due = useRef(0);
  const maps = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const motion = useRef(/** @type {HTMLCanvasElement | null} */ (null));

  useEffect(() => {
    const element = /** @type {HTMLElement} */ (host.current);
    let next = 0;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      const type = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const place = () => (box.value = { width, height, scale: type / 16 });
      cancelAnimationFrame(next);
      // A frame in which something beside the stage has come or gone has enough to do.
      if (box.peek().width) next = requestAnimationFrame(place);
      else place();
    });
    observer.observe(element);
    return () => {
      cancelAnimationFrame(next);
      observer.disconnect();
    };
  }, []);

  useEffect(settleStop, [picture.value]);

  useEffect(
    () =>
      effect(() => {
        const at = picture.value;
        const now = (curved.value ? trace : traceOf("wires")).value;
        if (!at || !now || !wires.current) return;
        // Read what the wires depend on, so that this runs once a step and not once a frame.
        void [index.value, landed.value, selected.value, hovered.value, shown.value, lenses.value];
        void [touched.value, training.value];
        const canvas = wires.current;
        const drawn = /** @type {const} */ ([now, at, colours.value, curved.value]);
        cancelAnimationFrame(due.current);
        const paint = () => paintWires(fit(canvas, at), ...drawn);
        // A step that begins or ends has much to do: very many wires come a frame later.
        if (playing.peek() && !curved.value) due.current = requestAnimationFrame(paint);
        else paint();
      }),
    [],
  );

  useEffect(
    () =>
      effect(() => {
        const at = picture.value;
        if (!at || !maps.current) return;
        const ctx = fit(maps.current, at);
        if (mapped.value) paintMaps(ctx, at, coarseSurfaces.value, colours.value);
      }),
    [],
  );

  useEffect(
    () =>
      effect(() => {
        const at = picture.value;
        const turns = training.value && !curved.value;
        const now = (turns ? traceOf("rings") : trace).value;
        const moment = turns ? frame.peek() : frame.value;
        if (!at || !now || !moment || !motion.current) return;
        paintMotion(fit(motion.current, at), now, at, moment, colours.value, curved.value);
      }),
    [],
  );

  const point = (/** @type {MouseEvent} */ event) => {
    const bounds = /** @type {HTMLElement} */ (host.current).getBoundingClientRect();
    return nearestWire(event.clientX - bounds.left, event.clientY - bounds.top);
  };
  const move = (/** @type {PointerEvent} */ event) => {
    const canvas = motion.current;
    if (event.target !== canvas || !canvas || dragging.value) return;
    hovered.value = point(event);
    canvas.toggleAttribute("data-given", !!hovered.value);
    canvas.title = hovered.value ? t("drag.title") : "";
  };
  const press = (/** @type {PointerEvent} */ event) => {
    const cell = event.target === motion.current && point(event);
    if (cell) grab(cell, event);
  };
  const click = (/** @type {MouseEvent} */ event) => {
    if (event.target !== motion.current) return;
    const cell = point(event);
    if (cell || selected.value) choose(cell);
  };

  return html`<main
    class="stage"
    ref=${host}
    aria-label=${t("stage.label")}
    data-dragging=${!!dragging.value || undefined}
    onPointerMove=${move}
    onPointerDown=${press}
    onPointerLeave=${() => (hovered.value = null)}
    onClick=${click}
    onKeyDown=${rove}
  >
    <canvas ref=${wires} class="layer" aria-hidden="true"></canvas>
    <canvas ref=${maps} class="layer" data-layer="maps" aria-hidden="true"></canvas>
    <canvas ref=${motion} class="layer" aria-hidden="true"></canvas>
    ${
      picture.value &&
      html`<${Titles} /><${InputImage} /><${WireLabels} /><${Badges} /><${Statistics} /><${Neurons} /><${Outcome} /><${Later}
          part="Ripples"
        /><${Later} part="Edit" /><${Later} part="StageEntry" />
        <div class="foot"><${Later} part="FormulaLine" /><${Caption} /></div>
        <${Dragged} />`
    }
  </main>`;
}
