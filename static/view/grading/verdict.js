/** What is said of one number, in a sign and a word. */
import { exact } from "../../core/data/number.js";
import { html } from "../../vendor/preact.js";
import { Icon } from "../ui/icon.js";
import { t } from "../ui/words.js";

/** @import { GradedCell } from "../../core/explain/entries.js" */

/** @type {Record<string, string>} */
const ICONS = { right: "check", follows: "check", convention: "check", wrong: "close" };

/** @param {{graded: GradedCell | null}} props */
export function VerdictOf({ graded }) {
  if (!graded) return null;
  const { verdict, given } = graded;
  return html`<span class="verdict" title=${t("check.read-as", { value: exact(given) })}>
    <${Icon} name=${ICONS[verdict]} />${t(`check.verdict.${verdict}`)}
  </span>`;
}
