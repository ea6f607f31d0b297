/** Weights of a file, put into the network on show. */
import { base64, readNumbers } from "../../core/data/bytes.js";
import { sent } from "../../core/data/experiment.js";
import { html, useRef } from "../../vendor/preact.js";
import { alter } from "../control/edit-experiment.js";
import { post, Problem } from "../server/api.js";
import { has, t } from "../ui/words.js";

/** @import { Trace } from "../../core/data/trace.js"
 * @import { Fault } from "../server/api.js"
 * @typedef {{text?: string, list?: string[]}} News A sentence, and what belongs to it. */

const MEGABYTE = 1024 * 1024;
/** Bytes of a file: all the weights that a network may have are less. */
const LARGEST = MEGABYTE;

/** A button that opens a file of weights.
 * @param {{now: Trace, say: (news: News) => void}} props */
export function OpenWeights({ now, say }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const read = async () => {
    const file = field.current?.files?.[0];
    if (!file || !field.current) return;
    try {
      if (file.size > LARGEST)
        return void say({ text: t("export.code.large", { most: LARGEST / MEGABYTE }) });
      const found = await opened(now, file);
      if (await alter(plan(found))) say({ text: t("export.code.loaded") });
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

/** More weights than an experiment can list are what its line begins with.
 * @param {{parameters: any, checkpoint: {values: string}}} found */
const plan = (found) => (/** @type {Trace} */ now) => {
  const own = now.document.experiment;
  return {
    experiment: found.parameters ? { ...own, parameters: found.parameters } : own,
    from: own.layers.map((_, place) => place),
    values: readNumbers(found.checkpoint.values, ""),
    unlisted: !found.parameters,
  };
};

/** @param {Trace} now @param {File} file */
async function opened(now, file) {
  const letters = base64(new Uint8Array(await file.arrayBuffer()));
  return post("weights", { experiment: sent(now.document.experiment), file: letters });
}

/** Faults of a file that was read: its arrays are not those of the network. */
const UNFIT = new Set(["extra", "missing", "shape"]);

/** Faults that are told one by one. */
const TOLD = 5;

/** Why a file cannot be read, or what does not fit by name and shape.
 * @param {unknown} error @param {string} other The key for what is no problem of the server.
 * @returns {News} */
export function weightsNotice(error, other = "export.weights.unreadable") {
  if (!(error instanceof Problem)) return { text: t(other) };
  const faults = error.errors.filter(({ code }) => code && has(`export.weights.${code}`));
  if (!faults.length) return { text: error.message };
  const list = faults.slice(0, TOLD).map(told);
  const more = faults.length - list.length;
  if (more) list.push(t("export.weights.more", { count: more }));
  const unfit = faults.some(({ code = "" }) => UNFIT.has(code));
  if (unfit) return { text: t("problem.at.file"), list };
  return list.length > 1 ? { list } : { text: list[0] };
}

/** @param {Fault} fault */
function told({ code, values = {} }) {
  const named = Object.entries(values).map(([name, value]) => [
    name,
    Array.isArray(value) ? shapeText(value) : value,
  ]);
  return t(`export.weights.${code}`, Object.fromEntries(named));
}

/** @param {number[]} sides */
const shapeText = (sides) =>
  sides.length
    ? t("export.weights.sides", { sides: sides.join(" × ") })
    : t("export.weights.single");
