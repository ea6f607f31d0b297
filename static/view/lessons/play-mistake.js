/** The part on show with a mistake in it, played from where it bites, beside the right run. */
import { withBugs } from "../../core/data/bugs.js";
import { lineOf } from "../../core/data/run.js";
import { batch } from "../../vendor/preact.js";
import { attempt, load } from "../control/queue.js";
import * as state from "../control/state.js";
import { halt } from "../control/train.js";
import { withExamples } from "../server/drawn-data.js";
import { lesson, lessonRoot, part, playsAnswer } from "./course.js";
import { begunWith } from "./open.js";

/** @param {string} bug @returns {Promise<boolean>} */
export async function playMistake(bug) {
  const [of, now] = [lesson.value, part.value];
  if (!of?.states[now?.state ?? ""] || !now || state.gate.value) return false;
  await halt();
  return attempt(async () => {
    const { experiment, ...held } = await withExamples(withBugs(of.states[now.state], [bug]));
    if (lesson.value !== of || part.value !== now) return;
    const line = lineOf(experiment, { ...held, ...begunWith(of) });
    lessonRoot.value = line.root;
    playsAnswer.value = true;
    await load(line, of.iteration ?? 0);
    const steps = state.whole.value?.steps ?? [];
    const first = steps.findIndex(({ bugs }) => bugs?.includes(bug));
    batch(() => {
      state.shown.value = now.example;
      state.time.value = state.still.matches ? steps.length : Math.max(first, 0);
      state.goal.value = state.still.matches ? null : steps.length;
      state.playing.value = state.still.matches ? 0 : 1;
    });
  });
}
