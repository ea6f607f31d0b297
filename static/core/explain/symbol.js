/**
 * The LaTeX symbol of a cell or a whole tensor, with layer and indices filled in.
 * @import { Cell, Tensor, Trace } from "../data/trace.js"
 */
import { placeOf, tensorOfKind, size, cellShape } from "../data/trace.js";

/** Where a batch has several examples, [n] says which one. @param {Trace} trace @param {Cell} cell
 * @returns {string} */
export function cellSymbol(trace, { tensor, cell }) {
  const t = trace.tensor(tensor);
  const indices = indicesOf(trace, t, cell);
  const example = t.batched && trace.batch > 1 ? `[${cell[0] + 1}]` : "";
  return t.symbol.replace(
    "@",
    isChain(trace) ? chainIndex(t, example) : layerIndex(t, indices, example),
  );
}

/** @param {Trace} trace @param {string} tensor @returns {string} */
export function tensorSymbol(trace, tensor) {
  const t = trace.tensor(tensor);
  if (isChain(trace)) return t.symbol.replace("@", chainIndex(t));
  return t.matrix.replace("@", t.layer ? `^{(${t.layer})}` : "");
}

/** The symbol as plain text, for labels and speech. @param {Trace} trace @param {Cell} cell */
export function cellText(trace, cell) {
  return plainText(cellSymbol(trace, cell));
}

/** The parts of a symbol as characters: its letter, its index and its layer.
 * @param {Trace} trace @param {Cell} cell @returns {{letter: string, index: string, layer: string}} */
export function label(trace, { tensor, cell }) {
  const t = trace.tensor(tensor);
  const own = indicesOf(trace, t, cell);
  const letter = plainText(t.symbol.replace(/@|\(z@\)/, ""));
  const layer = `${t.layer || ""}`;
  return isChain(trace) ? { letter, index: layer, layer: "" } : { letter, index: own, layer };
}

/** What stands in the index of a cell, counted from 1; a part of a tensor keeps the numbers that it
 * has in the whole. @param {Trace} trace @param {Tensor} t @param {number[]} cell */
function indicesOf(trace, t, cell) {
  const op = t.op === null ? undefined : trace.ops[t.op];
  const part = op?.wiring === "part" && tensorOfKind(op, "output") === (t.of ?? t.name);
  const first = part ? Number(op.settings.start) : 0;
  const place = placeOf(t, cell).map((c, axis) => c + 1 + (axis ? 0 : first));
  return place.some((i) => i > 9) ? place.join(",") : place.join("");
}

/** The symbol of a tensor without its indices, as plain text: ∂E/∂a, δ. @param {Trace} trace
 * @param {string} name */
export const letterOf = (trace, name) => plainText(trace.tensor(name).symbol.replaceAll("@", ""));

/** LaTeX of a symbol as characters. @param {string} tex */
export function plainText(tex) {
  let text = tex
    .replace(/\\frac\{\\partial E\}\{\\partial (.*)\}$/, "∂E/∂$1")
    .replace(/\\(?:mathrm|boldsymbol|mathbf)\{([^}]*)\}/g, "$1")
    .replace(/\{(\\(?:bar\{)?\\?\w+\}?)\^\{?2\}?\}/g, "$1²")
    .replace(/\\(hat|tilde|bar)\{(\\?\w+)\}/g, (_, mark, x) => x + MARKS[mark])
    .replace(/\^\{(?:\((\d+)\))?(\[\d+\])?\}/, (_, l, n = "") => (l ? `⁽${l}⁾` : "") + n)
    .replace(/_\{([^}]*)\}/g, (_, i) => [...i].map((c) => SUBSCRIPTS[c] ?? c).join(""));
  for (const [name, letter] of GREEK) text = text.replaceAll(`\\${name}`, letter);
  return text
    .replace(/'/g, "′")
    .replace(/⁽(\d+)⁾/, (_, l) => `⁽${[...l].map((c) => SUPERSCRIPTS[Number(c)]).join("")}⁾`);
}

/** Whether every layer has one neuron: then one index, the layer, says it all. @param {Trace} trace */
export function isChain(trace) {
  let known = chains.get(trace);
  if (known === undefined) {
    known = [...trace.tensors.values()].every((t) => size(cellShape(t)) === 1);
    chains.set(trace, known);
  }
  return known;
}

/** @type {WeakMap<Trace, boolean>} */
const chains = new WeakMap();

/** @param {Tensor} t @param {string} [example] */
const chainIndex = (t, example = "") =>
  (example && `^{${example}}`) + (t.layer ? `_{${t.layer}}` : "");

/** @param {Tensor} t @param {string} indices @param {string} example */
const layerIndex = (t, indices, example) => {
  const above = (t.layer ? `(${t.layer})` : "") + example;
  return (above && `^{${above}}`) + (indices && `_{${indices}}`);
};

/** @type {Record<string, string>} what stands over a letter, as a character behind it */
const MARKS = { hat: "\u0302", tilde: "\u0303", bar: "\u0304" };
/** @type {Record<string, string>} */
const SUBSCRIPTS = Object.fromEntries([..."0123456789"].map((c, k) => [c, "₀₁₂₃₄₅₆₇₈₉"[k]]));
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const GREEK = [
  ["varphi", "φ"],
  ["beta", "β"],
  ["gamma", "γ"],
  ["sigma", "σ"],
  ["rho", "ρ"],
  ["mu", "μ"],
  ["delta", "δ"],
  ["eta", "η"],
  ["tanh", "tanh"],
];
