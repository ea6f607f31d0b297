/**
 * A trace as the server sends it, with every tensor a view into one vector.
 *
 * @typedef {string | {ref: string, at?: number[]} | {const: string, value: number}
 *   | {each: Part[], join: string, wrap: boolean, wrap_single: boolean, first?: boolean}} Part
 * @typedef {{kind: string, family: string, layer: number | null, wiring: string,
 *   wires?: [number, number, number][],
 *   settings: Record<string, unknown>, input: number[], inputs: number[][],
 *   output: number[],
 *   roles: Record<string, string>, role_kinds: Record<string, string>,
 *   ends: Record<string, "from" | "to" | "via">,
 *   parameters: string[], phi: string | null, steepest: number | null, in_place: boolean,
 *   curve: null | {z: number[], a: number[], s: number[]}}} Op
 * @typedef {{name: string, kind: string, role: string, role_kind: string, op: number | null, layer: number | null,
 *   of: string | null, shape: number[], batched: boolean, symbol: string, matrix: string,
 *   offset: number}} Tensor
 * @typedef {{phase: Phase, op: number, layer: number | null, rule: string, writes: string,
 *   reads: Record<string, string>, formula: string, cell: Part[], cells?: Part[][],
 *   keys: string[], only?: "first" | "last", turned?: string[], bugs?: string[]}} Step  only: of its
 *   sum the first term of each example, or the last of all; turned: roles whose kernel lies turned
 *   round; bugs: the deliberate mistakes that put it where the right step was
 * @typedef {"forward" | "loss" | "backward" | "update"} Phase
 * @typedef {Record<string, any> & {layers: any[], loss: any, learning_rate: number,
 *   inputs: any[], targets: any[], frozen: string[], parameters: Record<string, any>,
 *   data?: DataRef | null}} Experiment  data: where inputs and targets come from, if they were not
 *   given one by one
 * @typedef {Record<string, any> & {kind: string, seed: number | string}} DataRef
 * @typedef {{experiment: Experiment, hash: string, iteration: number, batch: number,
 *   rows: number[], diverged: Diverged | null, loss_after?: number,
 *   replaced?: Cell & {value: number}, ops: Op[], tensors: Tensor[], steps: Step[],
 *   parameters: string[], state: string[], values: number[] | Float64Array}} TraceDocument
 * @typedef {Cell & {iteration: number, step: number, value: "inf" | "-inf" | "nan",
 *   operands: Operand[]}} Diverged
 * @typedef {Cell & {role: string, value: number}} Operand
 * @typedef {{tensor: string, cell: number[]}} Cell
 * @typedef {{iteration: number, values: Float64Array}} Checkpoint  parameters and state before an
 *   iteration, in the order of the table
 * @typedef {Omit<TraceDocument, "experiment" | "ops" | "tensors" | "steps" | "parameters" | "state">}
 *   Values  a trace without what is the same for every iteration
 */

export class Trace {
  /** @type {Checkpoint | undefined} */
  #checkpoint;

  /** @param {TraceDocument} document @param {Trace} [like] one with the same tables
   * @param {Checkpoint | null} [start] where it was computed from */
  constructor(document, like, start) {
    this.document = document;
    if (start?.iteration === document.iteration) this.#checkpoint = start;
    this.ops = document.ops;
    this.steps = document.steps;
    this.batch = document.batch;
    const { tensors, writer } = like ?? tables(document);
    /** @type {Map<string, Tensor>} */
    this.tensors = tensors;
    /** @type {Map<string, number>} the step that writes a tensor */
    this.writer = writer;
    this.values =
      document.values instanceof Float64Array
        ? document.values
        : Float64Array.from(document.values);
  }

  /** @param {string} name @returns {Tensor} */
  tensor(name) {
    const found = this.tensors.get(name);
    if (!found) throw new RangeError(`no tensor ${name}`);
    return found;
  }

  /** @param {string} name @param {number[]} cell @returns {number} */
  value(name, cell) {
    const t = this.tensor(name);
    return this.values[t.offset + flat(cell, t.shape)];
  }

  /** All values of a tensor. @param {string} name */
  view(name) {
    const t = this.tensor(name);
    return this.values.subarray(t.offset, t.offset + size(t.shape));
  }

  /** The loss of this batch. */
  get loss() {
    const loss = [...this.tensors.values()].find((t) => t.kind === "loss");
    return loss ? this.values[loss.offset] : NaN;
  }

  /** Where this iteration begins: another run can go on from here. @returns {Checkpoint} */
  get checkpoint() {
    return (this.#checkpoint ??= { iteration: this.document.iteration, values: this.stretch("") });
  }

  /** Where the next one begins. @returns {Checkpoint} */
  get renewed() {
    return { iteration: this.document.iteration + 1, values: this.stretch("'") };
  }

  /** Parameters and state, or their new values: they lie side by side. @param {"" | "'"} mark */
  stretch(mark) {
    const { parameters, state } = this.document;
    const names = [...parameters, ...state].map((name) => name + mark);
    const last = this.tensor(names[names.length - 1]);
    return this.values.slice(this.tensor(names[0]).offset, last.offset + size(last.shape));
  }

  /** The same tables with the values of another iteration. @param {Values} values
   * @param {Checkpoint | null} [start] where it was computed from */
  again(values, start) {
    return new Trace({ ...this.document, ...values }, this, start);
  }

  /** Whether a tensor of this name is in the table. @param {string} name */
  has(name) {
    return this.tensors.has(name);
  }
}

/** @param {TraceDocument} document */
const tables = ({ tensors, steps }) => ({
  tensors: new Map(tensors.map((t) => [t.name, t])),
  writer: new Map(steps.map((s, k) => [s.writes, k])),
});

/** The tensor that plays an op's first role of a kind. @param {Op | undefined} op
 * @param {string} kind @returns {string | undefined} */
export function tensorOfKind(op, kind) {
  const role = op && Object.keys(op.role_kinds).find((name) => op.role_kinds[name] === kind);
  return role && op.roles[role];
}

/** Shape of a tensor for one example. @param {Tensor} t */
export function cellShape(t) {
  return t.batched ? t.shape.slice(1) : t.shape;
}

/** The cell with the example in front where the tensor has one. @param {Tensor} t
 * @param {number[]} place @param {number} example */
export function withExample(t, place, example) {
  return t.batched ? [example, ...place] : place;
}

/** The cell without its example. @param {Tensor} t @param {number[]} cell */
export function placeOf(t, cell) {
  return t.batched ? cell.slice(1) : cell;
}

/** @param {number[]} shape */
export function size(shape) {
  return shape.reduce((n, s) => n * s, 1);
}

/** @param {number[]} cell @param {number[]} shape */
export function flat(cell, shape) {
  let n = 0;
  for (let k = 0; k < cell.length; k++) n = n * shape[k] + cell[k];
  return n;
}

/** @param {number} index @param {number[]} shape */
export function unflat(index, shape) {
  const cell = new Array(shape.length);
  for (let k = shape.length - 1; k >= 0; k--) {
    cell[k] = index % shape[k];
    index = Math.floor(index / shape[k]);
  }
  return cell;
}

/** Every cell of a shape, in order. @param {number[]} shape @returns {number[][]} */
export function cells(shape) {
  return Array.from({ length: size(shape) }, (_, k) => unflat(k, shape));
}

/** @param {Cell | null} a @param {Cell | null} b */
export function sameCell(a, b) {
  return a === b || (!!a && !!b && a.tensor === b.tensor && `${a.cell}` === `${b.cell}`);
}
