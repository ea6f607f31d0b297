/**
 * The tree of a cell's formula, read from its parts as they are printed: the little of LaTeX that
 * formulas are written in. What stands on the page and what is computed from it cannot differ.
 *
 * @typedef {{op: "+" | "*" | "-" | "^" | "/" | "cell" | "number" | "call" | "each" | "()",
 *   of: Node[], parts: Filled[], cell?: Cell, value?: number, name?: string}} Node  parts: as
 *   printed; each: one node for each wire; "()": in brackets
 * @typedef {{text: string, part: Filled}} Token  text: "" for what is no LaTeX
 * @import { Cell } from "../data/trace.js"
 * @import { Filled } from "./terms.js"
 */

const PIECE = /\s*(\\(?:[a-zA-Z]+|[,;!| ])|\d+\.?\d*|\S)\s*/g;
const SPACES = new Set(["\\,", "\\;", "\\!", "\\ "]);
const COMPARED = new Set([">", "\\ge", "<", "\\le", "="]);
const ENDS = new Set(["", "+", "-", "}", ",", "]", ")", "\\right", ...COMPARED]);

/** @param {Filled[]} parts @returns {Node} @throws {SyntaxError} where a sign is unknown */
export function treeOf(parts) {
  const reader = new Reader(parts.flatMap(tokens));
  const tree = reader.sum();
  if (reader.next) throw new SyntaxError(`not expected: ${reader.next.text}`);
  return tree;
}

/** @param {Filled} part @returns {Token[]} */
function tokens(part) {
  // Of several sums one has terms: the others are not printed.
  if (typeof part !== "string" && "terms" in part && !part.join && !part.terms.length) return [];
  if (typeof part !== "string") return [{ text: "", part }];
  return [...part.matchAll(PIECE)].map(([raw, text]) => ({ text, part: raw }));
}

class Reader {
  /** @param {Token[]} all */
  constructor(all) {
    this.all = all;
    this.at = 0;
  }

  get next() {
    while (SPACES.has(this.all[this.at]?.text)) this.at++;
    return this.all[this.at];
  }

  /** @param {...string} wanted */
  is(...wanted) {
    return !!this.next && wanted.includes(this.next.text) && this.next.text !== "";
  }

  /** @param {string} [wanted] */
  take(wanted) {
    const token = this.next;
    if (!token || (wanted && token.text !== wanted))
      throw new SyntaxError(`${wanted} expected, not ${token?.text}`);
    this.at++;
    return token;
  }

  /** @param {number} from @param {Node["op"]} op @param {Node[]} of @param {Partial<Node>} [more]
   * @returns {Node} */
  node(from, op, of, more) {
    return { op, of, parts: this.all.slice(from, this.at).map((t) => t.part), ...more };
  }

  /** @returns {Node} */
  sum() {
    const from = this.at;
    const of = [this.product()];
    while (this.is("+", "-")) {
      const start = this.at;
      const minus = this.take().text === "-";
      const term = this.product();
      of.push(minus ? this.node(start, "-", [term]) : term);
    }
    return of.length > 1 ? this.node(from, "+", of) : of[0];
  }

  /** @returns {Node} */
  product() {
    const from = this.at;
    if (this.is("-")) {
      this.take();
      const of = [this.product()];
      return this.node(from, "-", of);
    }
    const of = [this.power()];
    for (;;) {
      if (this.is("\\cdot")) this.take();
      else if (!this.next || (this.next.text && ENDS.has(this.next.text))) break;
      of.push(this.power());
    }
    return of.length > 1 ? this.node(from, "*", of) : of[0];
  }

  /** @returns {Node} */
  power() {
    const from = this.at;
    let base = this.single();
    while (this.is("^")) {
      this.take();
      base = this.node(from, "^", [base, this.braced()]);
    }
    return base;
  }

  /** @returns {Node} */
  braced() {
    this.take("{");
    const inside = this.sum();
    this.take("}");
    return inside;
  }

  /** @returns {Node} */
  single() {
    const from = this.at;
    const { text, part } = this.take();
    if (typeof part !== "string") return this.filled(from, part);
    if (/^\d/.test(text)) return this.node(from, "number", [], { value: Number(text) });
    if (text === "\\pi") return this.node(from, "number", [], { value: Math.PI });
    if (text === "e") {
      this.take("^");
      const of = [this.braced()];
      return this.node(from, "call", of, { name: "exp" });
    }
    if (text === "\\frac" || text === "\\tfrac") {
      const of = [this.braced(), this.braced()];
      return this.node(from, "/", of);
    }
    if (text === "\\sqrt") {
      const of = [this.braced()];
      return this.node(from, "call", of, { name: "sqrt" });
    }
    if (text === "(" || text === "\\left") return this.bracket(from, text);
    const name = text === "\\mathrm" || text === "\\operatorname" ? this.name() : text.slice(1);
    this.take("\\left");
    this.take("(");
    const of = this.inside();
    return this.node(from, "call", of, { name });
  }

  /** @param {number} from @param {Exclude<Filled, string>} part @returns {Node} */
  filled(from, part) {
    if ("cell" in part) return this.node(from, "cell", [], { cell: part.cell });
    if ("const" in part) return this.node(from, "number", [], { value: part.value });
    return this.node(from, "each", part.terms.map(treeOf), { name: part.join.trim() || "+" });
  }

  /** @param {number} from @param {string} open @returns {Node} */
  bracket(from, open) {
    const kind = open === "(" ? "(" : this.take().text;
    if (open === "(") {
      const of = [this.sum()];
      this.take(")");
      return this.node(from, "()", of);
    }
    const of = this.inside();
    if (kind === "(") return this.node(from, "()", of);
    return this.node(from, "call", of, { name: { "|": "abs", "\\lfloor": "floor" }[kind] ?? "" });
  }

  /** What stands in brackets that are as large as it. @returns {Node[]} */
  inside() {
    const of = [this.compared()];
    while (this.is(",")) {
      this.take();
      of.push(this.compared());
    }
    this.take("\\right");
    this.take();
    return of;
  }

  /** @returns {Node} */
  compared() {
    const from = this.at;
    const left = this.sum();
    if (!this.next || !COMPARED.has(this.next.text)) return left;
    const name = this.take().text;
    const of = [left, this.sum()];
    return this.node(from, "call", of, { name });
  }

  /** A word in braces. */
  name() {
    this.take("{");
    let name = "";
    while (!this.is("}")) name += this.take().text;
    this.take("}");
    return name;
  }
}
