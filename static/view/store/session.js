/**
 * This visit survives a reload: its lines with their curves, what can be undone, the moment, and how
 * the page is set. It comes back where the address names the same moment, or none: a link from
 * somebody else always wins.
 */
import { lessonIn, namesOwn } from "../../core/lessons/address.js";
import { live, plain } from "../../core/data/session.js";
import { validVisit } from "../../core/data/visit.js";
import { batch, effect } from "../../vendor/preact.js";
import { address } from "../control/address.js";
import { besideRun } from "../control/runs-list.js";
import { attempt, load } from "../control/queue.js";
import { wholeMoment } from "../control/snapshot.js";
import { rest } from "../control/open.js";
import { entries } from "../grading/answers-state.js";
import { dismissed } from "../ui/dismissed.js";
import * as state from "../control/state.js";
import { dropText, keepText, takeText } from "./session-fallback.js";
import { keep, openStore, takeVisit, tidy } from "./idb-store.js";
import { isNew } from "../lessons/met.js";
import { hold, visit } from "./tab-id.js";
import { inspectorTab } from "../ui/tabs.js";

/** Milliseconds of rest before a visit is written, and from one time to the next in training. */
const PAUSE = 600;
const WHILE_TRAINING = 4000;

/** How the page is set. @type {Record<string, import("../../vendor/preact.js").Signal<any>>} */
const settings = {
  ...{ speed: state.speed, rate: state.rate, until: state.until, lenses: state.lenses },
  ...{ view: state.view, tab: inspectorTab, beside: besideRun, logarithmic: state.logarithmic },
  dismissed,
  hunt: state.hunt,
  entries,
};

/** Bring the visit of this tab back, if the address means it.
 * @returns {Promise<string | null>} null if it is there, else the key of what there is to say */
export async function goOn() {
  if (lessonIn(location.hash) || namesOwn(location.hash)) return ""; // it is opened at its part, with what it hides
  if (isNew()) return ""; // the first minute was not over: it begins anew
  const stored = visit.before && (takeText(visit.before) ?? (await takeVisit(visit.before)));
  if (!stored || (location.hash && location.hash !== stored.address)) return "";
  try {
    const kept = validVisit(stored);
    const { now, trained, history } = live(kept.lines);
    batch(() => {
      state.history.value = history;
      state.lines.value = trained;
    });
    if (!(await attempt(() => load(now, kept.at.iteration, kept.checkpoint)))) throw new Error();
    for (const [name, value] of Object.entries(kept.settings)) settings[name].value = value;
    rest(kept.at);
    return null;
  } catch {
    forget(); // kept by a version of the page that wrote it otherwise
    return "visit.damaged";
  }
}

/** Begin with nothing. */
function forget() {
  batch(() => {
    state.history.value = { past: [], now: null, future: [] };
    [state.line.value, state.whole.value, state.lines.value] = [null, null, []];
    state.trouble.value = "";
  });
}

/** What comes back after a reload. */
function current() {
  const { line, lines, history } = state;
  const { iteration, checkpoint, t, shown, grain, selected } = wholeMoment();
  if (!line.value) return null;
  return {
    address: location.hash,
    lines: plain(line.value, lines.value, history.value),
    at: { iteration, t, shown, grain, selected },
    checkpoint,
    settings: Object.fromEntries(Object.entries(settings).map(([name, one]) => [name, one.value])),
  };
}

/** Write the visit while things rest, now and then in training, and when the page is left. */
export function keepSession() {
  let timer = 0;
  let changed = false;
  const write = (leaving = false) => {
    clearTimeout(timer);
    timer = 0;
    const visited = changed && current();
    if (!visited) return;
    const kept = keep(visit.name, visited, () => full(visited));
    if (kept) dropText();
    changed = !kept && !(leaving && keepText(visit.name, visited));
  };
  effect(() => {
    void [state.trace.value, state.time.value, state.shown.value, state.selected.value];
    void [state.grain.value, state.history.value, state.lines.value, state.examplesAdded.value];
    void [address.value, ...Object.values(settings).map((one) => one.value)];
    changed = true;
    const training = state.training.value;
    if (training && timer) return;
    clearTimeout(timer);
    timer = setTimeout(write, training ? WHILE_TRAINING : PAUSE);
  });
  hold(() => write(true));
  openStore().then(() => {
    write(); // what could not be kept until now
    tidy(visit.name);
  });
}

/** The larger storage is full: the smaller one may have room. If not, a person should know.
 * @param {unknown} visited */
function full(visited) {
  const room = keepText(visit.name, visited);
  if (!room && !warned) state.trouble.value = "visit.full";
  warned = !room;
}

let warned = false;
