/** What the network says to the example on show: a bar for each output, the wanted one marked. */
import { tiny } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { choose } from "../control/actions.js";
import { answers, meaning, rangeOf } from "../control/network-state.js";
import { known, selected, shown, trace, training } from "../control/state.js";
import { t } from "../ui/words.js";
import { shortName } from "./class-names.js";

export function Bars() {
  const now = trace.value;
  if (!now) return null;
  const output = answers.value[answers.value.length - 1];
  const seen = known(output) || training.value;
  const { offset, shape } = now.tensor(output);
  const width = shape[1];
  const from = offset + shown.value * width;
  const values = now.values.subarray(from, from + width);
  const wanted = now.view("y").subarray(shown.value * width, (shown.value + 1) * width);
  const [, top] = rangeOf(output) ?? [];
  const most = top ?? Math.max(...[...values, ...wanted].map(Math.abs), 1e-9);
  const classes = meaning.value?.kind === "classes" && width > 1;
  return html`<ol class="bars">
    ${Array.from(values, (value, k) => {
      const target = classes ? wanted[k] === 1 : false;
      const chosen = selected.value?.tensor === output && selected.value.cell[1] === k;
      const share = seen ? Math.min(Math.abs(value) / most, 1) : 0;
      return html`<li key=${k}>
        <button
          class=${target ? "wanted-bar" : ""}
          aria-pressed=${chosen}
          onClick=${() => choose({ tensor: output, cell: [shown.value, k] })}
        >
          <span>${classes ? shortName(k) : k + 1}</span>
          <span
            class="share-bar ${value < 0 ? "negative" : ""}"
            style=${{ "--share": `${100 * share}%` }}
          ></span>
          <span class="value">${seen ? tiny(value) : "?"}</span>
          <span class="mark">${target ? t("output.target") : ""}</span>
        </button>
      </li>`;
    })}
  </ol>`;
}
