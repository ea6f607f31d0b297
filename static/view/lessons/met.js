/** Whether somebody has met the first minute: a mark in this browser. */
import { hidden } from "../ui/hidden-parts.js";

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
