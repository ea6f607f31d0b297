/** The left panel: the network, its data, how it is trained, and what the picture shows. */
import { html } from "../vendor/preact.js";
import { Data } from "./build/data.js";
import { ExplainButton } from "./build/fieldhelp.js";
import { Gallery } from "./build/gallery.js";
import { Lenses } from "./build/lenses.js";
import { Network } from "./build/network.js";
import { Table } from "./build/table.js";
import { Origin } from "./build/origin.js";
import { Training } from "./build/training.js";
import { TrialDialog } from "./build/trialdialog.js";
import { shows } from "./hidden.js";
import { calm } from "./network.js";
import { trace } from "./state.js";
import { openPanel } from "./tabs.js";
import { UndoButtons } from "./undo.js";
import { t } from "./words.js";

export function Build() {
  if (!calm.value) return null;
  return html`<${Gallery} /><${Table} /><${TrialDialog} />
    <aside
      class="build"
      aria-label=${t("build")}
      data-open=${openPanel.value === "build" || undefined}
    >
      <${UndoButtons} look="only-phone" />
      <${Origin} /><${ExplainButton} />
      ${shows("network") && html`<${Network} trace=${calm.value} />`}
      ${shows("data") && html`<${Shown} />`}
      ${shows("training") && html`<${Training} trace=${calm.value} />`}
      ${shows("lenses") && html`<${Lenses} />`}
    </aside>`;
}

/** The example on show changes with every iteration, and with it its numbers. */
const Shown = () => html`<${Data} trace=${trace.value} />`;
