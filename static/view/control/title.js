/** What the experiment on show is called. */
import { bugsOn } from "../bugs/right-run.js";
import { t } from "../ui/words.js";
import { origin, titleOf } from "./source-example.js";
import { line } from "./state.js";

/** What is on show, as people call it. */
export const title = () =>
  bugsOn.value.length ? t("break.title", { title: plainTitle() }) : plainTitle();

/** The same without its mistakes. */
function plainTitle() {
  const preset = line.value?.preset;
  if (origin.value) return titleOf(origin.value);
  return preset ? t(`preset.${preset.name}`) : t("example.own");
}
