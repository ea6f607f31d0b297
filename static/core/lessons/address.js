/** The address of a lesson: #lesson=slope-decides&part=guess, or one of one's own: #own-lesson=… */

export const OWN = "own-lesson";

/** Whether a fragment is one of a lesson of one's own. @param {string} hash */
export const namesOwn = (hash) => new URLSearchParams(hash.replace(/^#/, "")).has(OWN);

/** @param {string} id @param {string} part */
export const addressOf = (id, part) => new URLSearchParams({ lesson: id, part }).toString();

/** The lesson that a fragment names; null where it names none. @param {string} hash
 * @returns {{id: string, part: string | null} | null} */
export function lessonIn(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const id = fields.get("lesson");
  return id === null ? null : { id, part: fields.get("part") };
}
