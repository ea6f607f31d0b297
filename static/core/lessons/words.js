/**
 * The words of a lesson: numbers put in, Korean endings that follow the sound of a number, and
 * *emphasis* and **strong** as parts that a view can draw.
 *
 * @typedef {{text: string, look: "" | "strong" | "em"}} Piece
 */

/** Whether a digit ends in a consonant when it is read in Korean: 영 일 이 삼 사 오 육 칠 팔 구. */
const CLOSED = [true, true, false, true, false, false, true, true, true, false];
const LIQUID = new Set(["1", "7", "8"]);
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const ENDING = /(.)(\**)\[([^\]|]*)\|([^\]|]*)\]/gu;

/** Put numbers in. @param {string} words @param {Record<string, string | number>} values */
export function withNumbers(words, values) {
  const text = words.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? `{${name}}`));
  return text.replace(
    ENDING,
    (_, last, stars, closed, open) => last + stars + ending(last, closed, open),
  );
}

/** @param {string} last character of what is read @param {string} closed @param {string} open */
function ending(last, closed, open) {
  if (RAISED.includes(last)) return closed; // …제곱
  if (!/\d/.test(last)) return open;
  if (closed === "으로" && LIQUID.has(last)) return open;
  return CLOSED[Number(last)] ? closed : open;
}

/** Paragraphs of segments. @param {string} text @returns {Piece[][]} */
export const paragraphs = (text) => text.split("\n\n").map(segments);

/** @param {string} text @returns {Piece[]} */
export function segments(text) {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)
    .filter(Boolean)
    .map((part) => {
      if (part.startsWith("**")) return { text: part.slice(2, -2), look: "strong" };
      return part.startsWith("*")
        ? { text: part.slice(1, -1), look: "em" }
        : { text: part, look: "" };
    });
}

/** A sentence with places for chips: words and the numbers of the places between them.
 * @param {string} frame @returns {(string | number)[]} */
export const slots = (frame) =>
  frame.split(/(\{\d\})/).map((part) => (/^\{\d\}$/.test(part) ? Number(part[1]) : part));
