/** Whether the page is being printed: then the stage has the size of the paper. */
import { signal } from "../../vendor/preact.js";

/** Pixels of the stage on paper, as static/css/print.css has it. */
export const PAPER = { width: 860, height: 480, scale: 1 };
/** Dots of the printer for one of them. */
export const DENSE = 3;

const print = matchMedia("print");
export const printing = signal(print.matches);
print.addEventListener("change", () => (printing.value = print.matches));
