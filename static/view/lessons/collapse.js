/** Linear layers multiplied into one, one more with each press, and both answers side by side. */
import { short } from "../../core/data/number.js";
import { html, useEffect, useState } from "../../vendor/preact.js";
import * as api from "../server/api.js";
import { attempt } from "../control/queue.js";
import { t } from "../ui/words.js";
import { lesson, part } from "./course.js";

/** @import { Collapse as Collapsed } from "../server/api.js" */

export function Collapse() {
  const [found, setFound] = useState(/** @type {Collapsed | null} */ (null));
  const [layers, setLayers] = useState(1);
  const [of, now] = [lesson.value, part.value];
  useEffect(() => {
    if (of && now) void attempt(async () => setFound(await api.postCollapse(of.states[now.state])));
  }, [of, now]);
  if (!found) return null;
  const { W, b } = found.products[layers - 1];
  const whole = layers === found.products.length;
  return html`<section class="collapse">
    <p class="product" role="status">
      ${t("lesson.collapse.product", { layers, rows: W.length, columns: W[0].length })}
    </p>
    <div class="matrix-scroll" tabindex="0" role="group" aria-label=${t("lesson.collapse.matrix")}>
      <table class="matrix">
        <tbody>
          ${W.map(
            (row, k) =>
              html`<tr key=${k}>
                ${row.map((value) => html`<td>${short(value)}</td>`)}
                <td class="bias">${short(b[k])}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      !whole &&
      html`<button class="button primary" onClick=${() => setLayers(layers + 1)}>
        ${t("lesson.collapse.more", { layer: layers + 1 })}
      </button>`
    }
    ${whole && html`<${Alike} found=${found} />`}
  </section>`;
}

/** @param {{found: Collapsed}} props */
function Alike({ found }) {
  const { stacked, single, apart, products } = found;
  return html`<table class="alike">
      <thead>
        <tr>
          <th scope="col">${t("lesson.collapse.stacked", { layers: products.length })}</th>
          <th scope="col">${t("lesson.collapse.single")}</th>
        </tr>
      </thead>
      <tbody>
        ${stacked.map(
          (row, k) =>
            html`<tr key=${k}>
              <td>${row.map(short).join(", ")}</td>
              <td>${single[k].map(short).join(", ")}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>${t("lesson.collapse.apart", { apart: short(apart) })}</p>`;
}
