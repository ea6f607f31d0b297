/** The address of a lesson: #lesson=slope-decides&part=guess. */

/** @param {string} id @param {string} part */
export const addressOf = (id, part) => new URLSearchParams({ lesson: id, part }).toString();

/** The lesson that a fragment names; null where it names none. @param {string} hash
 * @returns {{id: string, part: string | null} | null} */
export function lessonIn(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const id = fields.get("lesson");
  return id === null ? null : { id, part: fields.get("part") };
}
