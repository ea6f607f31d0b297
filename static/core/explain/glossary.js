/**
 * Terms within a sentence that open to their definition: [[slope|as it is written here]].
 * @typedef {string | {term: string, words: string}} Piece
 */

const TERM = /(\[\[\w+\|[^\]]+\]\])/;

/** @param {string} text @returns {Piece[]} */
export function piecesOf(text) {
  return text
    .split(TERM)
    .filter(Boolean)
    .map((piece) => {
      if (!TERM.test(piece)) return piece;
      const [term, words] = piece.slice(2, -2).split("|");
      return { term, words };
    });
}
