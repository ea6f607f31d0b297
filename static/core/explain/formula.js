/**
 * Formulas as LaTeX: over whole tensors, over the symbols of one cell, and over its numbers.
 * Every operand carries the class of its kind and the cell it stands for, so that pointing at a
 * symbol can light the thing on the stage.
 * @import { Cell, Step, Trace } from "../data/trace.js"
 * @import { Filled } from "./terms.js"
 */
import { tex } from "../data/number.js";
import { cellSymbol, tensorSymbol } from "./symbol.js";

const SHOWN = 4;

/** The rule over whole tensors. @param {Trace} trace @param {Step} step */
export function matrixFormula(trace, step) {
  const body = step.formula.replace(/<(\w+)>/g, (_, role) => {
    const name = step.reads[role];
    return mark(trace, { tensor: name, cell: [] }, tensorSymbol(trace, name));
  });
  return `${mark(trace, { tensor: step.writes, cell: [] }, tensorSymbol(trace, step.writes))} = ${body}`;
}

/** The symbol of a cell, marked with its colour and place. @param {Trace} trace @param {Cell} cell */
export function symbol(trace, cell) {
  return mark(trace, cell, cellSymbol(trace, cell));
}

/** One cell in symbols. @param {Trace} trace @param {Filled[]} parts */
export function inSymbols(trace, parts) {
  return render(
    parts,
    (cell) => mark(trace, cell, cellSymbol(trace, cell)),
    (c) => c.const,
  );
}

/** One cell in numbers. @param {Trace} trace @param {Filled[]} parts
 * @param {boolean} [factor] whether it stands in a product: then also a lone negative is bracketed */
export function inNumbers(trace, parts, factor = false) {
  const bracketed = factor || !isLone(parts);
  return render(
    parts,
    (cell, leading) => {
      const x = trace.value(cell.tensor, cell.cell);
      const text = tex(x);
      const bare =
        !bracketed || (leading && x >= 0) || (!text.includes("-") && !text.includes("cdot"));
      return mark(trace, cell, bare ? text : `(${text})`);
    },
    (c) => tex(c.value),
  );
}

/** Whether it is one number, with nothing around it. @param {Filled[]} parts @returns {boolean} */
function isLone(parts) {
  const [part] = parts;
  if (parts.length !== 1 || typeof part === "string") return false;
  return "cell" in part || ("terms" in part && part.terms.length === 1 && isLone(part.terms[0]));
}

/**
 * @param {Filled[]} parts
 * @param {(cell: Cell, leading: boolean) => string} operand
 * @param {(c: {const: string, value: number}) => string} constant
 * @returns {string}
 */
function render(parts, operand, constant) {
  return parts
    .map((part, k) => {
      if (typeof part === "string") return part;
      if ("const" in part) return constant(part);
      if ("cell" in part) return operand(part.cell, k === 0);
      const terms = part.terms.map((t) => render(t, operand, constant));
      if (!terms.length) return part.join && "0"; // an empty sum, such as of no window
      const shown = abridge(terms).join(part.join);
      const wrapped = terms.length > 1 ? part.wrap : part.single;
      return wrapped ? String.raw`\left(${shown}\right)` : shown;
    })
    .join("");
}

/** Long sums show their first terms and the last. @param {string[]} terms */
function abridge(terms) {
  if (terms.length <= SHOWN) return terms;
  return [...terms.slice(0, SHOWN - 1), String.raw`\cdots`, terms[terms.length - 1]];
}

/** @param {Trace} trace @param {Cell} cell @param {string} body */
function mark(trace, { tensor, cell }, body) {
  const kind = trace.tensor(tensor).kind;
  return String.raw`\htmlData{tensor=${tensor},cell=${cell.join("-")}}{\htmlClass{operand ${kind}}{${body}}}`;
}
