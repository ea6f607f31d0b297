/** The first minute: where it is, and whether somebody has met it, a mark in this browser. */
import { signal } from "../../vendor/preact.js";
import { hidden } from "../ui/hidden-parts.js";

/** @typedef {"" | "ask" | "watch" | "loss" | "more" | "ways"} Stage */

/** Empty: it is not on show. @type {import("../../vendor/preact.js").Signal<Stage>} */
export const stage = signal("");

const MET = "met";

/** Whether somebody is here for the first time, and has come by no link. */
export function isNew() {
  try {
    return !location.hash && !hidden.size && !localStorage.getItem(MET);
  } catch {
    return false; // nothing is kept here: nobody is to meet this at each visit
  }
}

/** Nobody meets it twice. */
export function meet() {
  try {
    localStorage.setItem(MET, "1");
  } catch {
    // it is asked again another time
  }
}
