/** In which order the batches of an epoch come, and what becomes of the examples left at its end. */
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { change } from "./apply-edit.js";
import { Choice } from "./fields.js";
import { optionName } from "./kind-names.js";
import { Switch } from "./switch.js";

/** @import { Experiment } from "../../core/data/trace.js" */

const REMAINDERS = ["use", "drop", "carry"];

/** Only where there are several batches, and a rest only where there is one.
 * @param {{experiment: Experiment}} props */
export function Batches({ experiment }) {
  const { inputs, batch, shuffle, remainder } = experiment;
  if (!batch || batch >= inputs.length) return null;
  const rest = inputs.length % batch;
  return html`<${Switch}
      label=${t("build.shuffle")}
      on=${shuffle}
      onSwitch=${(/** @type {boolean} */ on) => change(["shuffle"], on)}
    />
    <p class="caption">${t(shuffle ? "build.shuffle.on" : "build.shuffle.off")}</p>
    ${
      rest > 0 &&
      html`<${Choice}
          label=${t("build.remainder")}
          path=${["remainder"]}
          value=${remainder}
          choices=${REMAINDERS.map((value) => ({ value, text: optionName(value) }))}
          onChoose=${(/** @type {string} */ value) => change(["remainder"], value)}
        />
        <p class="caption">
          ${t(`build.remainder.${remainder}.help`, { rest, more: batch + rest })}
        </p>`
    }`;
}
