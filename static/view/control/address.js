/** The address bar names the experiment and the moment, in step with what is on screen. Each experiment
 * has an entry of its own in the browser's history, so that Back goes to the one before. */
import { addressOf, lessonIn, namesOwn } from "../../core/lessons/address.js";
import { hasOwnPlace } from "../../core/lessons/sequence.js";
import { fileNameOf } from "../../core/data/file.js";
import { decode, encode, fitting, forFile } from "../../core/data/permalink.js";
import { effect, signal } from "../../vendor/preact.js";
import { lesson, part } from "../lessons/course.js";
import { stage } from "../lessons/met.js";
import { later } from "../ui/later.js";
import { momentNow } from "./snapshot.js";
import { title } from "./title.js";
import { followLink, rest } from "./open.js";
import { grain, line, playing, selected, shown, time, trace, training } from "./state.js";

/** Rest this long before the address is written: browsers refuse a flood of changes. */
const PAUSE = 400;

/** What the address bar names. */
export const address = signal(location.hash);

/** The line that the entry on show is of. @type {number | null} */
let entry = history.state?.line ?? null;

/** Where the page was last: elsewhere somebody has gone, and it is to follow. */
let known = location.href;
/** How often it is on its way there, and whether the address is to be written when it has come. */
let arriving = 0;
let late = false;

/** A link to the moment on screen; where there is too much for one, it names the file that holds it.
 * @param {string} [search] what it asks of the page */
export async function link(search = location.search) {
  const [of, at] = [lesson.peek(), part.peek()];
  const named = of && at && (await lessonAddress(of, at.id));
  const moment = named || of?.own ? "" : await encode(fitting(momentNow()));
  const plain = named || moment || forFile(fileNameOf(title()));
  const hash = hasOwnPlace(location.search) ? await later("carryOwn")(plain) : plain;
  return `${location.origin}${location.pathname}${search}${hash && `#${hash}`}`;
}

/** @param {import("../lessons/course.js").Lesson} of @param {string} part */
const lessonAddress = ({ id, own }, part) =>
  own ? later("ownAddress")(own, part) : addressOf(id, part);

/** Write the address while time rests and the first minute is over, which begins without one, and go
 * where somebody writes it, or goes back or forward. Returns what ends this. */
export function keepAddress() {
  let timer = 0;
  const stop = effect(() => {
    clearTimeout(timer);
    const seen = [
      trace.value,
      lesson.value,
      part.value,
      time.value,
      shown.value,
      selected.value,
      grain.value,
    ];
    const rests = playing.value === 0 && !training.value && !stage.value;
    if (seen[0] && rests) timer = setTimeout(write, PAUSE);
  });
  const back = () => void (isOwn() && follow(history.state.line));
  const go = () => void (isOwn() || follow(null)); // somebody wrote it
  entry = line.value?.id ?? null; // the page as it opens is the entry that is there
  addEventListener("popstate", back);
  addEventListener("hashchange", go);
  if (location.href !== known) go(); // while it opened
  return () => {
    stop();
    clearTimeout(timer);
    removeEventListener("popstate", back);
    removeEventListener("hashchange", go);
  };
}

/** Whether this page wrote the entry on show. */
const isOwn = () => typeof history.state?.line === "number";

/** @param {number | null} id */
async function follow(id) {
  arriving++;
  await arrive(id).finally(() => arriving--);
  if (arriving || !late) return;
  late = false;
  await write();
}

/** Show what the address names since somebody went there: a line that is known with all it has been, or
 * what a link tells. @param {number | null} id */
async function arrive(id) {
  entry = id ?? NEXT;
  const there = (known = location.href);
  const moment = id === null ? null : await decode(location.hash).catch(() => null);
  if (there !== known) return; // by now it is to be elsewhere
  const at = moment?.iteration ?? null;
  const named = !!moment || !!lessonIn(location.hash) || namesOwn(location.hash);
  const found = id !== null && named && (await later("goToLine")(id, at));
  if (!found || (!moment && !lesson.value)) {
    entry = NEXT;
    return followLink();
  }
  if (moment) rest(moment);
}

/** In place of a line: whatever is on show next belongs to the entry that is there. */
const NEXT = -1;

async function write() {
  if (arriving) return void (late = true); // it is of what was left
  const id = line.value?.id ?? null;
  const named = await link();
  if (id !== line.value?.id) return; // it is another by now, and will be written
  if (location.href !== known || arriving) return; // somebody has gone elsewhere
  const another = entry !== null && entry !== NEXT && entry !== id;
  entry = id;
  const entered = { ...history.state, line: id };
  if (another && named !== location.href) history.pushState(entered, "", named);
  else if (named !== location.href || history.state?.line !== id)
    history.replaceState(entered, "", named);
  known = location.href;
  address.value = location.hash;
}
