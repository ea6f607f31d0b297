/**
 * What a formula is worth, from the numbers of the trace.
 * @import { Node } from "./syntax.js"
 * @import { Trace } from "../data/trace.js"
 */

/** @type {Record<string, ((...x: number[]) => number) | undefined>} */
const CALLS = {
  "": (x) => x,
  abs: Math.abs,
  floor: Math.floor,
  exp: Math.exp,
  sqrt: Math.sqrt,
  ln: Math.log,
  tanh: Math.tanh,
  cos: Math.cos,
  sin: Math.sin,
  max: Math.max,
  min: Math.min,
  sgn: Math.sign,
  Phi: normal,
  first: (...x) => Number(x[x.length - 1] > Math.max(...x.slice(0, -1), 0)),
  ">": (a, b) => Number(a > b),
  "\\ge": (a, b) => Number(a >= b),
  "<": (a, b) => Number(a < b),
  "\\le": (a, b) => Number(a <= b),
  "=": (a, b) => Number(a === b),
};

/** The value of a formula; NaN where a function is not known here. @param {Trace} trace
 * @param {Node} node @returns {number} */
export function worth(trace, node) {
  const { op, of } = node;
  if (op === "number") return /** @type {number} */ (node.value);
  if (op === "cell" && node.cell) return trace.value(node.cell.tensor, node.cell.cell);
  const values = of.flatMap((inner) =>
    op === "call" && inner.op === "each"
      ? inner.of.map((n) => worth(trace, n))
      : worth(trace, inner),
  );
  if (op === "call") return CALLS[node.name ?? ""]?.(...values) ?? NaN;
  if (op === "each" || op === "+") return values.reduce((sum, x) => sum + x, 0);
  if (op === "*") return values.reduce((product, x) => product * x, 1);
  if (op === "^") return values[0] ** values[1];
  if (op === "/") return values[0] / values[1];
  return op === "-" ? -values[0] : values[0];
}

/** How much of a normal distribution lies below x: by the series of the error function, and far out
 * by its continued fraction. Abramowitz and Stegun, 7.1.6 and 7.1.14. @param {number} x */
function normal(x) {
  const u = Math.abs(x) / Math.SQRT2;
  const above = u < 3 ? (1 - series(u)) / 2 : tail(u) / 2;
  return x < 0 ? above : 1 - above;
}

/** @param {number} u */
function series(u) {
  let [term, sum] = [u, u];
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * u * u) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-u * u) * sum;
}

/** @param {number} u */
function tail(u) {
  let fraction = u;
  for (let k = 120; k > 0; k--) fraction = u + k / 2 / fraction;
  return Math.exp(-u * u) / Math.sqrt(Math.PI) / fraction;
}
