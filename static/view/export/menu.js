/** The picture and the numbers, as files for other programs. */
import { nameOf } from "../../core/file.js";
import { trained } from "../../core/line.js";
import { runSheet, valuesSheet } from "../../core/sheets.js";
import { html } from "../../vendor/preact.js";
import { download } from "../download.js";
import { title } from "../file.js";
import { shows } from "../hidden.js";
import { Menu } from "../menu.js";
import { added, line, trace, trouble, view } from "../state.js";
import { t } from "../words.js";
import { png, svg } from "./picture.js";

/** @param {string} what @param {string} ending */
function named(what, ending) {
  const iteration = trace.value?.document.iteration ?? 0;
  return nameOf(`${title()} ${t(what, { number: iteration + 1 })}`, ending);
}

function saveSvg() {
  const markup = svg();
  if (markup)
    download(new Blob([markup], { type: "image/svg+xml" }), named("export.picture", "svg"));
}

async function savePng() {
  const markup = svg();
  if (!markup) return;
  try {
    download(await png(markup), named("export.picture", "png"));
  } catch {
    trouble.value = "export.failed";
  }
}

/** @param {string} sheet @param {string} what */
const saveSheet = (sheet, what) =>
  download(new Blob([sheet], { type: "text/csv" }), named(what, "csv"));

export function ExportMenu() {
  if (!shows("export")) return null;
  return html`<${Menu} class="not-phone" label=${t("export")} text=${t("export")} end>
    <${Exports} />
  <//>`;
}

export function Exports() {
  const [now, current] = [line.value, trace.value];
  void added.value;
  if (!now || !current || !shows("export")) return null;
  const { iteration } = current.document;
  return html`${
      view.value === "stage" &&
      html`<button onClick=${saveSvg}>
          ${t("export.svg")}<small>${t("export.svg.what")}</small>
        </button>
        <button onClick=${savePng}>
          ${t("export.png")}<small>${t("export.png.what")}</small>
        </button>`
    }
    ${
      trained(now) &&
      html`<button onClick=${() => saveSheet(runSheet(now.record), "export.of-run")}>
          ${t("export.run")}<small>${t("export.run.what")}</small>
        </button>
        <button onClick=${() => saveSheet(runSheet(now.record, current), "export.of-run")}>
          ${t("export.parameters")}<small>${t("export.parameters.what")}</small>
        </button>`
    }
    <button onClick=${() => saveSheet(valuesSheet(current), "export.of-values")}>
      ${t("export.values")}<small>${t("export.values.what", { number: iteration + 1 })}</small>
    </button>`;
}
