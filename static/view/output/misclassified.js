/**
 * How the network reads all data at the moment on show.
 * @import { Taken } from "../../core/data/confusion.js"
 * @import { Checkpoint, Experiment, Trace } from "../../core/data/trace.js"
 * @import { Followed } from "../server/latest-request.js"
 * @import { ReadonlySignal } from "../../vendor/preact.js"
 * @typedef {{of: Trace, experiment: Experiment, moment: Checkpoint, middle: number,
 *   data: {inputs: any[], targets: any[]} | null}} Asked
 */
import { answersOrder, takenAs as read } from "../../core/data/confusion.js";
import { computed, signal } from "../../vendor/preact.js";
import { postBytes } from "../server/api.js";
import { following } from "../server/latest-request.js";
import { domain, meaning, network } from "../control/network-state.js";
import { experiment, moment, test, training } from "../control/state.js";
import { inspectorTab } from "../ui/tabs.js";

/** Whether the data held out are asked, or those that are learned. */
export const showsHeldOut = signal(false);
/** The data that are asked. */
export const testAsked = computed(() =>
  showsHeldOut.value && test.value ? test.value : experiment.value,
);

/** Milliseconds from one answer to the next question while training goes on: ten a second. */
const PAUSE = 75;

/** Whether what was taken for what is in sight: a plane shows it by itself. */
const looking = computed(
  () =>
    inspectorTab.value === "output" &&
    meaning.value?.kind === "classes" &&
    (domain.value?.kind === "image" || domain.value?.kind === "rows"),
);

/** @type {ReadonlySignal<Followed<Asked, Taken> | null>} */
export const taken = following(
  computed(() => {
    const [of, now, start] = [network.value, experiment.value, moment.value];
    const said = meaning.value;
    if (!looking.value || !of || !now || !start || said?.kind !== "classes") return null;
    const data = showsHeldOut.value ? test.value : null;
    // Data without a name are large to send: they are asked when training rests.
    if (training.value && (data || !now.data)) return null;
    const [[low], [high]] = said.values;
    return { of, experiment: now, moment: start, middle: (low + high) / 2, data };
  }),
  async ({ experiment, moment, data, middle }) =>
    read(await postBytes("answers", answersOrder(experiment, moment, data)), middle),
  () => (training.value ? PAUSE : 0),
);
