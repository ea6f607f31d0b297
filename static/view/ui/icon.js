/** Signs in the colour of the text, drawn in a square of 16. */
import { html } from "../../vendor/preact.js";

/** What is drawn as a line, and what is filled. @type {Record<string, {line?: string, full?: string}>} */
const SIGNS = {
  play: { full: "M4 2.5v11l9-5.5z" },
  pause: { full: "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" },
  reverse: { full: "M8 3v10L1.5 8zM14.5 3v10L8 8z" },
  back: { full: "M11.5 3v10L4 8z" },
  step: { full: "M4.5 3v10L12 8z" },
  first: { full: "M2.5 3h2v10h-2zM13 3v10L5.5 8z" },
  last: { full: "M11.5 3h2v10h-2zM3 3v10l7.5-5z" },
  up: { line: "M8 13V3M4 7l4-4 4 4" },
  down: { line: "M8 3v10M4 9l4 4 4-4" },
  chevron: { line: "M4 6l4 4 4-4" },
  menu: { line: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11" },
  more: {
    full: "M4.5 8a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM9.5 8a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM14.5 8a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z",
  },
  close: { line: "M4 4l8 8M12 4l-8 8" },
  plus: { line: "M8 3v10M3 8h10" },
  minus: { line: "M3 8h10" },
  check: { line: "M3 8.5l3.2 3.2L13 5" },
  undo: { line: "M6 2.5L2.5 6 6 9.5M2.5 6h7a3.75 3.75 0 0 1 0 7.5H6" },
  redo: { line: "M10 2.5L13.5 6 10 9.5M13.5 6h-7a3.75 3.75 0 0 0 0 7.5H10" },
  share: { line: "M8 10V2M5 4.5L8 1.8l3 2.7M3 9v4.5h10V9" },
  export: { line: "M8 2v8M5 7.5l3 2.7 3-2.7M3 9v4.5h10V9" },
  theme: { line: "M14 8a6 6 0 1 1-12 0 6 6 0 0 1 12 0z", full: "M8 2a6 6 0 0 1 0 12z" },
  panel: { line: "M2.5 3h11v10h-11zM2.5 8.5h11" },
  projector: { line: "M2 3h12v8H2zM8 11v3M5 14h6" },
  exit: { line: "M6 2v4H2M10 14v-4h4M6 6L2 2M10 10l4 4" },
  list: { line: "M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01" },
};

/** @param {{name: string}} props */
export function Icon({ name }) {
  const { line, full } = SIGNS[name];
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    ${line && html`<path class="line" d=${line} />`}${full && html`<path d=${full} />`}
  </svg>`;
}
