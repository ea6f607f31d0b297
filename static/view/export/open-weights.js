/** Weights of a file, put into the network on show. */
import { readNumbers } from "../../core/data/bytes.js";
import { sent } from "../../core/data/experiment.js";
import { html, useRef } from "../../vendor/preact.js";
import { alter } from "../control/edit-experiment.js";
import { post, Problem } from "../server/api.js";
import { t } from "../ui/words.js";

/** @import { Trace } from "../../core/data/trace.js" */

/** A button that opens a file of weights. @param {{now: Trace, say: (text: string) => void}} props */
export function OpenWeights({ now, say }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const read = async () => {
    const file = field.current?.files?.[0];
    if (!file || !field.current) return;
    try {
      const found = await opened(now, file);
      const changed = found.parameters && (await alter(plan(found)));
      say(t(changed ? "export.code.loaded" : "export.code.large"));
    } catch (error) {
      say(weightsNotice(error));
    }
    field.current.value = "";
  };
  return html`<button
      class="button"
      title=${t("export.code.weights.title")}
      onClick=${() => field.current?.click()}
    >
      ${t("export.code.weights")}
    </button>
    <input
      type="file"
      hidden
      ref=${field}
      accept=".safetensors,.npz"
      aria-label=${t("export.code.weights.title")}
      onChange=${read}
    />`;
}

/** @param {{parameters: any, checkpoint: {values: string}}} found */
const plan = (found) => (/** @type {Trace} */ now) => ({
  experiment: { ...now.document.experiment, parameters: found.parameters },
  from: now.document.experiment.layers.map((_, place) => place),
  values: readNumbers(found.checkpoint.values, ""),
});

/** @param {Trace} now @param {File} file */
async function opened(now, file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return post("weights", { experiment: sent(now.document.experiment), file: btoa(letters) });
}

/** @param {unknown} error */
export const weightsNotice = (error) =>
  error instanceof Problem ? error.message : t("export.failed");
