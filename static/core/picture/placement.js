/**
 * Where each tensor lives, read from the tensor table and not from layer types: an output is a
 * column of neurons, an op in place shares the column of its input, a scalar loss is a meter, a
 * parameter that wires lies on the wires and another is a badge of its neuron. A number for many
 * neurons or for all examples, such as a mean, stands under the title of the column. Gradients and new values live where the
 * thing they belong to lives.
 *
 * @typedef {{where: "neuron" | "badge" | "statistic" | "target" | "meter" | "aside",
 *   column: number}
 *   | {where: "wire", op: number}} Home
 * @typedef {{shape: number[], layer: number | null, tensors: string[], ops: number[]}} Rank
 *   what a column of the stage holds
 * @import { Op, Tensor, Trace } from "../data/trace.js"
 */
import { cellShape } from "../data/trace.js";
import { inputRoles } from "../data/wiring.js";

/** The columns of the stage, in order, and the home of every tensor. @param {Trace} trace
 * @returns {{ranks: Rank[], homes: Map<string, Home>}} */
export function settle(trace) {
  /** @type {Rank[]} */
  const ranks = [];
  /** @type {Map<string, Home>} */
  const homes = new Map();
  const all = [...trace.tensors.values()];
  for (const t of all.filter((x) => x.kind === "input")) begin(ranks, homes, t);
  trace.ops.forEach((op, k) => {
    const own = all.filter((t) => t.op === k && !t.of);
    const first = own.find((t) => t.kind === "output" && !op.in_place);
    if (first) begin(ranks, homes, first).ops.push(k);
    const rank = ranks[ranks.length - 1];
    for (const t of own) if (t !== first) homes.set(t.name, homeOf(op, t, ranks.length - 1, rank));
    for (const t of own)
      if (t !== first && isInside(t) && homes.get(t.name)?.where === "neuron")
        rank.tensors.push(t.name);
    if (op.in_place) ranks[ranks.length - 1].ops.push(k);
  });
  for (const t of all) {
    const home = t.of && homes.get(t.of);
    if (home) homes.set(t.name, home);
    else if (!homes.has(t.name)) homes.set(t.name, { where: "aside", column: 0 });
  }
  return { ranks, homes };
}

/** A new column with its first tensor. @param {Rank[]} ranks @param {Map<string, Home>} homes
 * @param {Tensor} t */
function begin(ranks, homes, t) {
  const rank = {
    shape: t.shape.slice(1),
    layer: t.layer,
    tensors: [t.name],
    ops: /** @type {number[]} */ ([]),
  };
  homes.set(t.name, { where: "neuron", column: ranks.push(rank) - 1 });
  return rank;
}

/** @param {Op} op @param {Tensor} t @param {number} column @param {Rank} rank @returns {Home} */
function homeOf(op, t, column, rank) {
  if (t.kind === "parameter") {
    return op.ends[t.role] === "via"
      ? { where: "wire", op: /** @type {number} */ (t.op) }
      : { where: "badge", column };
  }
  if (t.kind === "target") return { where: "target", column };
  if (t.kind === "loss") return { where: "meter", column };
  if (op.ends[t.role] === "via") return { where: "wire", op: /** @type {number} */ (t.op) };
  const own = t.batched && `${cellShape(t)}` === `${rank.shape}`;
  return { where: own ? "neuron" : "statistic", column };
}

/** Whether a tensor's values stand inside or beside the neurons. @param {Tensor} t */
const isInside = (t) => t.kind === "output" || t.kind === "local";

/** The columns that a column reads. @param {Trace} trace @param {Rank} rank
 * @param {Map<string, Home>} homes @returns {number[]} */
export function sourcesOf(trace, rank, homes) {
  const first = rank.ops.map((k) => trace.ops[k]).find((op) => !op.in_place);
  const found = first ? inputRoles(first).map((role) => homes.get(first.roles[role])) : [];
  return found.flatMap((home) => (home?.where === "neuron" ? [home.column] : []));
}

/** The answer of a column of neurons: the last output it holds. @param {Trace} trace
 * @param {string[]} tensors */
export function answerOf(trace, tensors) {
  const outputs = tensors.filter((name) => trace.tensor(name).kind !== "local");
  return outputs[outputs.length - 1];
}
