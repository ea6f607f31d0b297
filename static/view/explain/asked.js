/** Which question about the number on show is open: one at a time, or none. */
import { signal } from "../../vendor/preact.js";

/** @typedef {"" | "why" | "nudge" | "origin" | "paths" | "pulls"} Question
 * @type {import("../../vendor/preact.js").Signal<Question>} */
export const asked = signal("");
