/** The address bar names the experiment and the moment, in step with what is on screen. */
import { encode } from "../core/link.js";
import { effect } from "../vendor/preact.js";
import { follow } from "./open.js";
import * as state from "./state.js";

const { example, experiment, grain, line, moment, playing } = state;
const { selected, shown, test, time, trace, training } = state;

/** Rest this long before the address is written: browsers refuse a flood of changes. */
const PAUSE = 400;

/** A link to the moment on screen. */
export async function link() {
  const now = line.value;
  const iteration = trace.value?.document.iteration ?? 0;
  // What begins with its own initial values can be computed again; a run is told to the last bit.
  const own = !now?.start && (iteration === 0 || now?.record.last === -1);
  const hash = await encode({
    example: example.value?.id ?? null,
    experiment: experiment.value,
    test: test.value,
    iteration,
    checkpoint: own ? null : moment.value,
    branch: !!now?.start,
    preset: now?.from ? null : (now?.preset ?? null),
    t: time.value,
    shown: shown.value,
    grain: grain.value,
    selected: selected.value,
  });
  return `${location.origin}${location.pathname}${location.search}#${hash}`;
}

/** Write the address while time rests, and go where somebody writes it. Returns what ends this. */
export function keepAddress() {
  let timer = 0;
  const stop = effect(() => {
    clearTimeout(timer);
    const seen = [trace.value, time.value, shown.value, selected.value, grain.value];
    const rests = playing.value === 0 && !training.value;
    if (seen[0] && rests) timer = setTimeout(write, PAUSE);
  });
  addEventListener("hashchange", follow);
  return () => {
    stop();
    clearTimeout(timer);
    removeEventListener("hashchange", follow);
  };
}

async function write() {
  const address = await link();
  if (address !== location.href) history.replaceState(history.state, "", address);
}
