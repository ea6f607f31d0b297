/** A number of a person's own, that the run on show goes on from: where it stands, and the way back. */
import { playsAnswer } from "../lessons/course.js";
import { choose, seek } from "../control/actions.js";
import { attempt, load } from "../control/queue.js";
import { goToIteration } from "../control/navigate.js";
import { halt } from "../control/train.js";
import { line, time, trace } from "../control/state.js";
import { rightLine } from "./right-run.js";

/** Its moment, with it chosen. */
export async function toOwnNumber() {
  const own = line.value?.replaced;
  if (!own || !(await goToIteration(own.iteration))) return;
  seek((trace.value?.writer.get(own.number.tensor) ?? -1) + 1);
  choose(own.number);
}

/** The run without it, at the same moment. */
export async function rightAgain() {
  await halt();
  return attempt(async () => {
    const [now, of, at] = [line.value, trace.value, time.value];
    if (!now || !of) return;
    await load(rightLine(now), of.document.iteration);
    playsAnswer.value = false;
    seek(at);
  });
}
