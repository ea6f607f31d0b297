/** What colours and shapes say, with numbers. */
import { short } from "../../core/data/number.js";
import { html, useEffect, useRef } from "../../vendor/preact.js";
import { meaning } from "../control/network-state.js";
import { test } from "../control/state.js";
import { fit } from "../stage/canvas.js";
import { colours } from "../stage/colours.js";
import { domain } from "../control/network-state.js";
import { t } from "../ui/words.js";
import { className } from "./class-names.js";
import { scale } from "./ground.js";
import { classLook, paintPoint } from "./point-style.js";

/** @import { Look } from "./point-style.js" */

export function Legend() {
  const said = meaning.value;
  const classes = said?.kind === "classes" ? said.values.map((_, k) => k) : [];
  return html`${domain.value?.kind === "plane" && scale.value && html`<${Bar} ...${scale.value} />`}
    <ul class="legend">
      ${classes.map((k) => html`<li key=${k}><${Sign} look=${classLook(k)} /> ${className(k)}</li>`)}
      ${
        test.value &&
        html`<li><${Sign} look=${classLook(1)} hollow /> ${t("output.testPoint")}</li>`
      }
    </ul>`;
}

/** Two hexadecimal digits: how opaque the ends of the bar are. */
const MOSTLY = "d1";

/** @param {{middle: number, reach: number}} props */
function Bar({ middle, reach }) {
  const { positive, negative, panel } = colours.value;
  const background = `linear-gradient(to right, ${negative}${MOSTLY}, ${panel}, ${positive}${MOSTLY}), ${panel}`;
  return html`<div class="bar">
    <div style=${{ background }}></div>
    ${[middle - reach, middle, middle + reach].map((v) => html`<span key=${v}>${short(v)}</span>`)}
  </div>`;
}

/** @param {{look: Look, hollow?: boolean}} props */
export function Sign({ look, hollow = false }) {
  const ref = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    if (!ref.current) return;
    const ctx = fit(ref.current, { width: 14, height: 14 });
    paintPoint(ctx, { ...look, x: 7, y: 7 }, hollow, 5);
  }, [look.hue, look.shape, hollow]);
  return html`<canvas class="sign" ref=${ref} aria-hidden="true"></canvas>`;
}
