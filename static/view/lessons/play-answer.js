/** The part on show played by an answer, from where it bites, beside the right run. */
import { withBugs } from "../../core/data/bugs.js";
import { lineOf } from "../../core/data/run.js";
import { batch } from "../../vendor/preact.js";
import { attempt, load } from "../control/queue.js";
import * as state from "../control/state.js";
import { halt } from "../control/train.js";
import { withExamples } from "../server/drawn-data.js";
import { lesson, part, playsAnswer } from "./course.js";
import { begunWith } from "./open.js";
import { setsUp } from "./scenes.js";

/** @import { Cell, Step } from "../../core/data/trace.js" */

/** By its mistake. @param {string} bug @returns {Promise<boolean>} */
export const playMistake = (bug) => play([bug], null, ({ bugs }) => !!bugs?.includes(bug));

/** With its number in the place of the one that was asked for. @param {Cell} cell
 * @param {number} value @returns {Promise<boolean>} */
export const playNumber = (cell, value) =>
  play([], { ...cell, value }, ({ writes }) => writes === cell.tensor);

/** @param {string[]} bugs @param {(Cell & {value: number}) | null} number
 * @param {(step: Step) => boolean} bites */
async function play(bugs, number, bites) {
  const [of, now] = [lesson.value, part.value];
  if (!of?.states[now?.state ?? ""] || !now || state.gate.value) return false;
  const iteration = of.iteration ?? 0;
  await halt();
  return attempt(async () => {
    const given = of.states[now.state];
    const { experiment, ...held } = await withExamples(bugs.length ? withBugs(given, bugs) : given);
    if (lesson.value !== of || part.value !== now) return;
    const replaced = number && { iteration, number };
    const line = lineOf(experiment, { ...held, ...begunWith(of), replaced });
    setsUp(line, now.state, true);
    playsAnswer.value = true;
    await load(line, iteration);
    const whole = state.whole.value;
    if (replaced && whole) line.record.keep(whole.renewed); // later iterations go on from there
    const steps = whole?.steps ?? [];
    const first = steps.findIndex(bites);
    batch(() => {
      state.shown.value = now.example;
      state.time.value = state.still.matches ? steps.length : Math.max(first, 0);
      state.goal.value = state.still.matches ? null : steps.length;
      state.playing.value = state.still.matches ? 0 : 1;
    });
  });
}
