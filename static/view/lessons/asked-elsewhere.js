/** What the network answers now to an input that a goal asks it, be it far outside of its data. */
import { answersIn, answersOrder } from "../../core/data/confusion.js";
import { computed } from "../../vendor/preact.js";
import { network } from "../control/network-state.js";
import { experiment, moment } from "../control/state.js";
import { postBytes } from "../server/api.js";
import { following } from "../server/latest-request.js";
import { part } from "./course.js";

const inputAsked = computed(
  () =>
    part.value?.tasks.flatMap(({ conditions }) => conditions).find(({ asked }) => asked)?.asked ??
    null,
);

/** The moment that is asked, and the answer. */
export const answerElsewhere = following(
  computed(() => {
    const [of, now, start, input] = [
      network.value,
      experiment.value,
      moment.value,
      inputAsked.value,
    ];
    return of && now && start && input ? { of, now, start, input } : null;
  }),
  async ({ now, start, input }) => {
    const order = answersOrder(now, start, { inputs: [input] });
    return answersIn(await postBytes("answers", order)).values[0];
  },
);
