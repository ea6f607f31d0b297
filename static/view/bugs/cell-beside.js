/** Both values of a number, with the mistake and without it. */
import { html, useState } from "../../vendor/preact.js";
import { hunt, hunting, known, trace } from "../control/state.js";
import { t } from "../ui/words.js";
import { BothValues } from "./both-values.js";
import { astray, rightTrace } from "./right-run.js";

/** @param {{cell: import("../../core/data/trace.js").Cell}} props */
export function CellBeside({ cell }) {
  const now = trace.value;
  if (!astray.value || !now || !known(cell.tensor)) return null;
  if (hunting.value) return html`<${Compared} key=${`${cell.tensor} ${cell.cell}`} cell=${cell} />`;
  const right = rightTrace.value;
  if (!right?.has(cell.tensor)) return null;
  return html`<${BothValues} cell=${cell} />`;
}

/** While a mistake is to be found the right number is shown when it is asked for, and that is counted.
 * @param {{cell: import("../../core/data/trace.js").Cell}} props */
function Compared({ cell }) {
  const [asked, setAsked] = useState(false);
  const look = () => {
    if (hunt.value) hunt.value = { ...hunt.value, looks: hunt.value.looks + 1 };
    setAsked(true);
  };
  if (asked) return html`<${BothValues} cell=${cell} />`;
  return html`<button type="button" class="button" onClick=${look}>${t("spot.compare")}</button>`;
}
