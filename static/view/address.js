/** The address bar names the experiment and the moment, in step with what is on screen. */
import { encode } from "../core/link.js";
import { effect } from "../vendor/preact.js";
import { follow } from "./actions.js";
import { example, experiment, playing, selected, shown, time, trace } from "./state.js";

/** Rest this long before the address is written: browsers refuse a flood of changes. */
const PAUSE = 400;

/** A link to the moment on screen. */
export async function link() {
  const hash = await encode({
    example: example.value?.id ?? null,
    experiment: experiment.value,
    iteration: trace.value?.document.iteration ?? 0,
    t: time.value,
    shown: shown.value,
    selected: selected.value,
  });
  return `${location.origin}${location.pathname}#${hash}`;
}

/** Write the address while time rests, and go where somebody writes it. Returns what ends this. */
export function keepAddress() {
  let timer = 0;
  const stop = effect(() => {
    clearTimeout(timer);
    const moment = [trace.value, time.value, shown.value, selected.value];
    if (moment[0] && playing.value === 0) timer = setTimeout(write, PAUSE);
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
