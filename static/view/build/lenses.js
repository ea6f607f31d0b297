/** What the picture carries, or all steps as text in its place. */
import { html } from "../../vendor/preact.js";
import { lenses, view } from "../control/state.js";
import { mappable } from "../server/surfaces.js";
import { t } from "../ui/words.js";
import { Switch } from "./switch.js";

export function Lenses() {
  const on = lenses.value.split(" ").filter(Boolean);
  /** @param {string} name */
  const toggle = (name) => (/** @type {boolean} */ wanted) => {
    const others = on.filter((lens) => lens !== name);
    lenses.value = (wanted ? [...others, name] : others).join(" ");
  };
  return html`<section class="section" aria-labelledby="build-lenses">
    <h2 class="eyebrow" id="build-lenses">${t("build.lenses")}</h2>
    ${
      mappable.value &&
      html`<${Switch}
        label=${t("lens.maps")}
        on=${on.includes("maps")}
        onSwitch=${toggle("maps")}
      />`
    }
    <${Switch}
      label=${t("lens.numbers")}
      on=${on.includes("numbers")}
      onSwitch=${toggle("numbers")}
    />
    <${Switch}
      label=${t("lens.gradients")}
      on=${on.includes("gradients")}
      onSwitch=${toggle("gradients")}
    />
    <${Switch}
      label=${t("lens.list")}
      on=${view.value === "list"}
      onSwitch=${(/** @type {boolean} */ list) => (view.value = list ? "list" : "stage")}
    />
  </section>`;
}
