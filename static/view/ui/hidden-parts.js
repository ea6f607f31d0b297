/** What the address hides of the page: known before anything is drawn. */
import { hiddenIn } from "../../core/data/hidden.js";

export const hidden = hiddenIn(location.search);

/** Whether a part of the page is there. @param {string} part */
export const shows = (part) => !hidden.has(part);

document.documentElement.dataset.hidden = [...hidden].join(" ");
