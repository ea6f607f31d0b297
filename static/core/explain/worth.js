/**
 * What a formula is worth, from the numbers of the trace.
 * @import { Node } from "./syntax.js"
 * @import { Trace } from "../trace.js"
 */

/** @type {Record<string, (...x: number[]) => number>} */
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
  erf,
  first: (...x) => Number(x[x.length - 1] > Math.max(...x.slice(0, -1), 0)),
  ">": (a, b) => Number(a > b),
  "\\ge": (a, b) => Number(a >= b),
  "<": (a, b) => Number(a < b),
  "\\le": (a, b) => Number(a <= b),
  "=": (a, b) => Number(a === b),
};

/** @param {Trace} trace @param {Node} node @returns {number} */
export function worth(trace, node) {
  const { op, of } = node;
  if (op === "number") return /** @type {number} */ (node.value);
  if (op === "cell" && node.cell) return trace.value(node.cell.tensor, node.cell.cell);
  const values = of.flatMap((inner) =>
    op === "call" && inner.op === "each"
      ? inner.of.map((n) => worth(trace, n))
      : worth(trace, inner),
  );
  if (op === "call") return CALLS[node.name ?? ""](...values);
  if (op === "each" || op === "+") return values.reduce((sum, x) => sum + x, 0);
  if (op === "*") return values.reduce((product, x) => product * x, 1);
  if (op === "^") return values[0] ** values[1];
  if (op === "/") return values[0] / values[1];
  return op === "-" ? -values[0] : values[0];
}

/** The error function by its series, and its continued fraction where that is better.
 * Abramowitz and Stegun, 7.1.6 and 7.1.14. @param {number} x @returns {number} */
function erf(x) {
  if (x < 0) return -erf(-x);
  if (x > 6) return 1;
  if (x < 3) {
    let [term, sum] = [x, x];
    for (let n = 1; n < 200 && Math.abs(term) > 1e-17 * sum; n++) sum += term *= (2 * x * x) / (2 * n + 1); // prettier-ignore
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let tail = x;
  for (let k = 120; k > 0; k--) tail = x + k / 2 / tail;
  return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}
