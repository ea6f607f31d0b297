/** Keys: one table that acts and that the help prints. */
import { choose, play, stepBy, toEnd, toPhase, toStart, visitNext, waits } from "./actions.js";
import { canEnter, enter } from "../stage/enter.js";
import { RATES } from "../../core/data/stream-rate.js";
import { grains, setGrain } from "./granularity.js";
import { coarseTime, grain, rate, selected, speed, view } from "./state.js";
import { shows } from "../ui/hidden-parts.js";
import { skipFirst } from "../lessons/first.js";
import { later } from "../ui/later.js";
import { openPanel, toggleHelp } from "../ui/tabs.js";
import { nextTheme, projector, toggleProjector } from "../ui/theme.js";

/** @import { Phase } from "../../core/data/trace.js"
 * @typedef {{keys: string[], shift?: boolean, ctrl?: boolean, shown: string[], words: string,
 *   part?: string, act: (key: string) => void}} Binding  ctrl: or Command; part: what of the page it
 *   belongs to */

const [undo, redo] = [later("undo"), later("redo")];

/** @type {Phase[]} */
const phases = ["forward", "loss", "backward", "update"];

/** `keys` are values of KeyboardEvent.key; letters are matched by their place too, for other scripts.
 * @type {Binding[]} */
const all = [
  {
    keys: [" "],
    shift: false,
    shown: ["Space"],
    words: "keys.play",
    part: "timeline",
    act: () => play(1),
  },
  {
    keys: [" "],
    shift: true,
    shown: ["Shift", "Space"],
    words: "keys.backwards",
    part: "timeline",
    act: () => play(-1),
  },
  {
    keys: ["ArrowRight"],
    shown: ["→"],
    words: "keys.step",
    part: "timeline",
    act: () => stepBy(1),
  },
  {
    keys: ["ArrowLeft"],
    shown: ["←"],
    words: "keys.back",
    part: "timeline",
    act: () => stepBy(-1),
  },
  { keys: ["Home"], shown: ["Home"], words: "keys.start", part: "timeline", act: toStart },
  { keys: ["End"], shown: ["End"], words: "keys.end", part: "timeline", act: toEnd },
  {
    keys: ["1", "2", "3", "4"],
    shown: ["1 – 4"],
    words: "keys.phase",
    part: "timeline",
    act: (k) => toPhase(phases[Number(k) - 1]),
  },
  { keys: ["+", "="], shown: ["+"], words: "keys.faster", part: "speed", act: () => pace(1) },
  { keys: ["-", "−"], shown: ["−"], words: "keys.slower", part: "speed", act: () => pace(-1) },
  { keys: ["g"], shown: ["G"], words: "keys.grain", part: "speed", act: nextGrain },
  {
    keys: ["i"],
    shift: false,
    shown: ["I"],
    words: "keys.next",
    part: "timeline",
    act: () => visitNext(1),
  },
  {
    keys: ["i"],
    shift: true,
    shown: ["Shift", "I"],
    words: "keys.previous",
    part: "timeline",
    act: () => visitNext(-1),
  },
  { keys: ["e"], shown: ["E"], words: "keys.edit", part: "edit", act: enter },
  { keys: ["z"], ctrl: true, shift: false, shown: ["Ctrl", "Z"], words: "undo", act: undo },
  { keys: ["z"], ctrl: true, shift: true, shown: ["Ctrl", "Shift", "Z"], words: "redo", act: redo },
  { keys: ["y"], ctrl: true, shift: false, shown: ["Ctrl", "Y"], words: "redo", act: redo },
  { keys: ["l"], shown: ["L"], words: "keys.list", act: switchView },
  { keys: ["t"], shown: ["T"], words: "keys.theme", act: nextTheme },
  { keys: ["p"], shown: ["P"], words: "keys.projector", act: toggleProjector },
  { keys: ["Escape"], shown: ["Esc"], words: "keys.leave", act: leave },
  { keys: ["?"], shown: ["?"], words: "keys.help", act: toggleHelp },
];

/** Those of what is there. */
export const bindings = all.filter(({ part }) => !part || shows(part));

/** Hear the keys of the page. */
export function listen() {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey) return;
    if (event.isComposing || belongsToTarget(event) || document.querySelector("dialog[open]"))
      return;
    if (writes(event)) return enter();
    const found = find(event);
    if (!found) return;
    event.preventDefault();
    if (!event.repeat || !waits()) found.binding.act(found.key);
  });
}

/** Whether a key begins a number for the chosen thing: its field takes the key.
 * @param {KeyboardEvent} event */
const writes = ({ key, ctrlKey, metaKey }) =>
  /^[\d.,−-]$/.test(key) && !ctrlKey && !metaKey && canEnter();

/** @param {KeyboardEvent} event */
function find(event) {
  // On a Korean layout the key G says ㅎ: a letter that is none of a–z is taken by its place.
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  const foreign = letter !== undefined && !/^[a-z]$/i.test(event.key);
  const key = foreign ? letter : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const binding = bindings.find(
    (b) =>
      b.keys.includes(key) &&
      (b.shift === undefined || b.shift === event.shiftKey) &&
      !!b.ctrl === (event.ctrlKey || event.metaKey),
  );
  return binding && { binding, key };
}

/** What is being filled in keeps its keys, and its own undo while something is typed; what is pressed
 * keeps Space. @param {KeyboardEvent} event */
function belongsToTarget({ key, target, ctrlKey, metaKey }) {
  if (!(target instanceof HTMLElement) || key === "Escape") return false;
  if (ctrlKey || metaKey) return target.matches("[data-typed], [readonly], textarea");
  if (target.isContentEditable || target.matches("select, textarea")) return true;
  if (target.matches("input"))
    return !target.matches("[type=checkbox], [type=range]") || /^ |Arrow/.test(key);
  return key === " " && target.matches("button, summary, a");
}

/** @param {1 | -1} by */
function pace(by) {
  if (!coarseTime.value)
    return void (speed.value = Math.min(Math.max(speed.value * 2 ** by, 0.25), 8));
  const next = RATES.indexOf(rate.value) + by;
  rate.value = RATES[Math.min(Math.max(next, 0), RATES.length - 1)];
}

function nextGrain() {
  setGrain(grains[(grains.indexOf(grain.value) + 1) % grains.length]);
}

function switchView() {
  view.value = view.value === "list" ? "stage" : "list";
}

/** Out of the innermost thing: a panel over the stage, a choice, the projector. */
function leave() {
  if (skipFirst()) return;
  if (openPanel.value) openPanel.value = "";
  else if (selected.value) choose(null);
  else projector.value = false;
}
