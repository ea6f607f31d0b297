/** Numbers as a person reads them: a real minus sign, powers of ten as powers. */

/** For a label: at most four decimals. @param {number} x */
export function short(x) {
  return write(x, 4);
}

/** For a crowded place: as short, but two digits before a power of ten. @param {number} x */
export function tiny(x) {
  return write(x, 4, 1).replace(" × ", "×");
}

/** Where there is little room: with so many digits behind the point, if that leaves any.
 * @param {number} x @param {number} decimals */
export function withDecimals(x, decimals) {
  const [all, cut] = [short(x), trim(x.toFixed(decimals))];
  return all.includes("×") || !Number(cut) ? all : cut.replace("-", "−");
}

/** For a result: seven significant digits. @param {number} x */
export function long(x) {
  return write(x, 7);
}

/** For a comparison: as many significant digits as are asked for. @param {number} x
 * @param {number} digits more than four */
export function significant(x, digits) {
  return write(x, digits);
}

/** Every digit of the float64. @param {number} x */
export function exact(x) {
  if (Number.isNaN(x)) return "?";
  return String(x)
    .replace("-", "−")
    .replace(/e([+−-]?)(\d+)/, (_, s, d) => power(s, d));
}

/** With its sign, for gradients. @param {number} x @param {(x: number) => string} [as] */
export function signed(x, as = short) {
  return (x > 0 ? "+" : "") + as(x);
}

/** The number as LaTeX. @param {number} x @param {number} [digits] */
export function tex(x, digits = 4) {
  const [mantissa, exponent] = split(x, digits);
  return exponent === null ? mantissa : String.raw`${mantissa} \cdot 10^{${exponent}}`;
}

/** @param {number} x @param {number} digits @param {number} [fraction] */
function write(x, digits, fraction) {
  const [mantissa, exponent] = split(x, digits, fraction);
  const text = mantissa.replace("-", "−");
  return exponent === null ? text : `${text} × 10${raise(exponent)}`;
}

/** @param {number} x @param {number} digits @param {number} [fraction] digits behind the point of
 * a mantissa @returns {[string, string | null]} */
function split(x, digits, fraction = Math.max(digits - 1, 2)) {
  const size = Math.abs(x);
  if (x === 0) return ["0", null];
  if (Number.isNaN(x)) return ["?", null]; // nobody is to see it yet
  if (size >= 1e5 || size < 1e-3) {
    const [mantissa, exponent] = x.toExponential(fraction).split("e");
    return [trim(mantissa), String(Number(exponent))];
  }
  const decimals = digits <= 4 ? 4 : Math.max(digits - 1 - Math.floor(Math.log10(size)), 0);
  return [trim(x.toFixed(decimals)), null];
}

/** @param {string} text */
const trim = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** @param {string} exponent */
const raise = (exponent) =>
  [...exponent].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");

/** @param {string} sign @param {string} digits */
const power = (sign, digits) => ` × 10${raise((sign === "+" ? "" : sign && "-") + digits)}`;

/** How wide a number is in bold type, in ems: digits and signs are all of one width.
 * @param {string} text */
export const ems = (text) => [...text].reduce((sum, c) => sum + (c === "." ? 0.3 : 0.67), 0);
