/** What the page shows without being asked: with many examples the answers to all of them, with few
 * the numbers of one. Who chooses otherwise keeps that. */
import { batch, computed, effect, untracked } from "../../vendor/preact.js";
import { domain } from "./network-state.js";
import { experiment, lenses } from "./state.js";
import { inspectorTab } from "../ui/tabs.js";

const FEW = 8;
const many = computed(() => (domain.value ? (experiment.value?.inputs.length ?? 0) > FEW : null));

/** Follow the experiment from now on. */
export function followDefault() {
  effect(() => {
    const show = many.value;
    if (show === null) return;
    untracked(() =>
      batch(() => {
        const others = lenses.value.split(" ").filter((lens) => lens && lens !== "maps");
        lenses.value = (show ? [...others, "maps"] : others).join(" ");
        const tab = inspectorTab.value;
        if (tab !== "lesson" && show === (tab === "step"))
          inspectorTab.value = show ? "output" : "step";
      }),
    );
  });
}
