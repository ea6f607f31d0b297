/**
 * A prediction of a coming value: its sign, whether it is larger or smaller in size than what it is
 * made of, or the number itself.
 *
 * @typedef {{tensor: string, cell: number[], iteration: number, sign: "" | "+" | "-" | "0",
 *   size: "" | "larger" | "smaller", number: string}} Prediction
 * @typedef {{sign: boolean | null, size: boolean | null, number: boolean | null}} Verdict  null: was
 *   not said
 */

/** @param {Prediction} said @param {number} truth @param {number | null} beside the size that it is
 * compared with @returns {Verdict} */
export const judged = ({ sign, size, number }, truth, beside) => ({
  sign: sign ? sign === signOf(truth) : null,
  size: size && beside !== null ? (size === "larger") === Math.abs(truth) > Math.abs(beside) : null,
  number: number ? roundsTo(truth, number) : null,
});

/** @param {number} x */
const signOf = (x) => (x > 0 ? "+" : x < 0 ? "-" : "0");

/** Whether a value rounds to what was typed, at the digits that were typed. @param {number} value
 * @param {string} typed */
export function roundsTo(value, typed) {
  const plain = typed.trim().replace("−", "-").replace(",", ".");
  const number = Number(plain);
  if (!plain || !Number.isFinite(number)) return false;
  const [mantissa, power = "0"] = plain.toLowerCase().split("e");
  const decimals = (mantissa.split(".")[1] ?? "").length - Number(power);
  return Math.abs(value - number) <= 0.5 * 10 ** -decimals * (1 + 1e-9);
}
