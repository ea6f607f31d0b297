/** Remarks that were read. */
import { signal } from "../../vendor/preact.js";

/** Those that were read, each with the line that it was said of first: they are not said again of
 * experiments made from it, nor after a reload. @type {import("../../vendor/preact.js").Signal<string[]>} */
export const dismissed = signal([]);
