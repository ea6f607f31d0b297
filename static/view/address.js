/** The address bar names the experiment and the moment, in step with what is on screen. */
import { encode, fitting } from "../core/link.js";
import { effect, signal } from "../vendor/preact.js";
import { momentNow } from "./moment.js";
import { follow } from "./open.js";
import { grain, playing, selected, shown, time, trace, training } from "./state.js";

/** Rest this long before the address is written: browsers refuse a flood of changes. */
const PAUSE = 400;

/** What the address bar names. */
export const address = signal(location.hash);

/** A link to the moment on screen. @param {string} [search] what it asks of the page */
export async function link(search = location.search) {
  const hash = await encode(fitting(momentNow()));
  return `${location.origin}${location.pathname}${search}${hash && `#${hash}`}`;
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
  const go = () => void follow();
  addEventListener("hashchange", go);
  return () => {
    stop();
    clearTimeout(timer);
    removeEventListener("hashchange", go);
  };
}

async function write() {
  const named = await link();
  if (named !== location.href) history.replaceState(history.state, "", named);
  address.value = location.hash;
}
