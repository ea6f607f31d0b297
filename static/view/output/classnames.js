/** The names of classes: as the data call them, else their targets or their places from 0. */
import { short } from "../../core/number.js";
import { effect, signal } from "../../vendor/preact.js";
import { drawnData } from "../dataset.js";
import { meaning } from "../network.js";
import { experiment } from "../state.js";
import { t } from "../words.js";

/** @type {import("../../vendor/preact.js").Signal<string[]>} */
const names = signal([]);

effect(() => {
  const data = experiment.value?.data;
  names.value = [];
  if (data)
    drawnData(data).then(
      ({ classes }) => experiment.value?.data === data && (names.value = classes),
      () => {}, // without their names, classes are counted
    );
});

/** In a sentence. @param {number} k */
export const className = (k) => t("output.class", { name: shortName(k) });

/** In a table. @param {number} k */
export function shortName(k) {
  const said = meaning.value;
  if (names.value[k]) return names.value[k];
  const alone = said?.kind === "classes" && said.values[0].length === 1;
  return alone ? short(said.values[k][0]) : String(k);
}
