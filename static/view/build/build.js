/** The left panel: the network, its data, how it is trained, and what the picture shows. */
import { html } from "../../vendor/preact.js";
import { BugEntry } from "../bugs/entry.js";
import { Data } from "./data.js";
import { ExplainButton } from "./field-help.js";
import { FoldButton } from "./fold.js";
import { Gallery } from "./gallery.js";
import { Lenses } from "./lenses.js";
import { Network } from "./network-panel.js";
import { Table } from "./table/dialog.js";
import { Origin } from "./source-note.js";
import { Training } from "./training.js";
import { TrialDialog } from "./own-input-dialog.js";
import { shows } from "../ui/hidden-parts.js";
import { calm } from "../control/network-state.js";
import { trace } from "../control/state.js";
import { openPanel } from "../ui/tabs.js";
import { UndoButtons } from "../ui/undo-buttons.js";
import { t } from "../ui/words.js";

export function Build() {
  if (!calm.value) return null;
  return html`<${Gallery} /><${Table} /><${TrialDialog} />
    <aside
      class="build"
      aria-label=${t("build")}
      data-open=${openPanel.value === "build" || undefined}
    >
      <${FoldButton} /><${UndoButtons} look="only-phone" /> <${Origin} /><${ExplainButton} />
      ${shows("network") && html`<${Network} trace=${calm.value} />`}
      ${shows("data") && html`<${Shown} />`}
      ${shows("training") && html`<${Training} trace=${calm.value} />`}
      ${shows("training") && html`<${BugEntry} />`} ${shows("lenses") && html`<${Lenses} />`}
    </aside>`;
}

/** The example on show changes with every iteration, and with it its numbers. */
const Shown = () => html`<${Data} trace=${trace.value} />`;
