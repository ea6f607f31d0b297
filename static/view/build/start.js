/** Where learning starts: how initial values are drawn, and from which seed. */
import { drawn } from "../../core/data/parameters.js";
import { html } from "../../vendor/preact.js";
import { t } from "../ui/words.js";
import { edit } from "./apply-edit.js";
import { FieldHelp } from "./field-help.js";
import { OpFields } from "./fields.js";
import { remark } from "./edit-remarks.js";
import { SeedField } from "./seed.js";

/** @import { Path } from "./apply-edit.js"
 * @import { Trace } from "../../core/data/trace.js" */

/** Draw all parameters; given ones are given no more. @param {Path} path @param {any} value */
async function redraw(path, value) {
  let given = 0;
  const done = await edit(
    (now) => {
      given = Object.keys(now.parameters).length;
      return drawn(now, { [path[0]]: value });
    },
    path,
    { restart: true },
  );
  if (done && given) remark({ key: "build.redrawn", values: {} });
  return done;
}

/** @param {Path} path @param {any} value a setting of a way to draw, or a whole one */
const put = ([field, name], value) =>
  name === undefined
    ? redraw([field], value)
    : edit((now) => drawn(now, { [field]: { ...now[field], [name]: value } }), [field, name], {
        restart: true,
      });

/** @param {{trace: Trace}} props */
export function Start({ trace }) {
  const { experiment, parameters } = trace.document;
  const given = parameters.filter((name) => name in experiment.parameters).length;
  const any = () => redraw(["seed"], crypto.getRandomValues(new Uint32Array(1))[0]);
  return html`<details class="fold">
      <summary>${t("build.start")}</summary>
      ${given > 0 && html`<p class="caption">${t("build.given", { given, count: parameters.length })}</p>`}
      <${OpFields}
        family="initial"
        path=${["initial"]}
        op=${experiment.initial}
        label=${t("build.initial")}
        put=${put}
      />
      <${OpFields}
        family="initial"
        path=${["initial_bias"]}
        op=${experiment.initial_bias}
        label=${t("build.initial-bias")}
        put=${put}
      />
      <${SeedField} path=${["seed"]} value=${experiment.seed} put=${redraw} />
      <${FieldHelp} name="seed" />
    </details>
    <button class="button" onClick=${any}>${t("build.draw")}</button>`;
}
