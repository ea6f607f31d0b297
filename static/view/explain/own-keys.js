/** Keys that move a slider are its own, not those of the timeline. @param {KeyboardEvent} event */
export const keepKeys = (event) => {
  if (/^(Home|End|Page|Arrow)/.test(event.key)) event.stopPropagation();
};
