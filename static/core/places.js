/**
 * Where each tensor lives on the stage, read from the tensor table and not from layer types:
 * an output is a column of neurons, an op in place shares the column of its input, a scalar loss
 * is a meter, a parameter that wires lies on the wires and another is a badge of its neuron.
 * Gradients and new values live where the thing they belong to lives.
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{column: number, place: number[], key: string, x: number, y: number, r: number}} Neuron
 * @typedef {{x: number, layer: number | null, shape: number[], tensors: string[], ops: number[],
 *   neurons: Neuron[]}} Column
 * @typedef {{where: "neuron" | "badge" | "target" | "meter" | "aside", column: number}
 *   | {where: "wire", op: number}} Home
 * @typedef {{op: number, key: string, from: Point, to: Point, fromKey: string, toKey: string,
 *   cell: Cell | null}} Edge
 * @typedef {{width: number, height: number, r: number, gap: number, columns: Column[],
 *   homes: Map<string, Home>, edges: Edge[], meter: Point & {w: number, h: number, inlet: Point},
 *   detailed: boolean, roomy: boolean}} Layout  detailed: numbers beside the neurons; roomy: slopes too
 * @import { Cell, Trace } from "./trace.js"
 */
import { cells, size, unflat } from "./trace.js";
import { endShape, wires } from "./wiring.js";

/** Room for what stands beside the network: title above, δ below, target and meter at the right. */
const TOP = 64;
const BOTTOM = 64;
const SIDE = 26;
const METER = { w: 140, h: 62 };
const TARGET = 62;

/** @param {Trace} trace @param {{width: number, height: number}} stage @returns {Layout} */
export function layout(trace, { width, height }) {
  const { columns, homes } = assign(trace);
  const narrow = width < 640;
  const most = Math.max(...columns.map((c) => size(c.shape)));
  const usable = height - TOP - BOTTOM - (narrow ? METER.h + 8 : 0);
  const gap = Math.min(usable / most, 230);
  const widthEach = (width - 2 * SIDE - (narrow ? TARGET : TARGET + METER.w + 24)) / columns.length;
  const r = Math.max(4, Math.min(42, gap * 0.23, widthEach * 0.26));

  const left = SIDE + r;
  const right = width - SIDE - r - TARGET - (narrow ? 0 : METER.w + 24);
  const middle = TOP + usable / 2 - 6;
  columns.forEach((column, c) => {
    column.x = columns.length > 1 ? left + ((right - left) * c) / (columns.length - 1) : left;
    column.neurons = cells(column.shape).map((place, k) => {
      const y = middle + (k - (size(column.shape) - 1) / 2) * gap;
      return { column: c, place, key: `${c}:${place.join("-")}`, x: column.x, y, r };
    });
  });
  const x = width - SIDE - METER.w / 2 - (narrow ? 10 : 0);
  const y = narrow ? height - BOTTOM - METER.h / 2 : middle;
  const inlet = { x: x + (narrow ? METER.w : -METER.w) / 2, y };
  const meter = { x, y, ...METER, inlet };
  const detailed = gap >= 2 * r + 56 && r >= 17;
  const edges = trace.ops.flatMap((_, k) => edgesOf(trace, k, columns, homes, meter));
  const roomy = columns.length < 2 || columns[1].x - columns[0].x > 150;
  return { width, height, r, gap, columns, homes, edges, meter, detailed, roomy };
}

/** The place of one cell. @param {Trace} trace @param {Layout} at @param {Cell} cell
 * @returns {{home: Home, place: number[]}} */
export function whereIs(trace, at, { tensor, cell }) {
  const t = trace.tensor(tensor);
  const home = at.homes.get(tensor) ?? { where: "aside", column: 0 };
  return { home, place: t.batched ? cell.slice(1) : cell };
}

/** Columns and the home of every tensor. @param {Trace} trace */
function assign(trace) {
  /** @type {Column[]} */
  const columns = [];
  /** @type {Map<string, Home>} */
  const homes = new Map();
  for (const t of trace.tensors.values()) {
    if (t.kind === "input") {
      columns.push({
        x: 0,
        layer: t.layer,
        shape: t.shape.slice(1),
        tensors: [t.name],
        ops: [],
        neurons: [],
      });
      homes.set(t.name, { where: "neuron", column: 0 });
    }
    if (t.kind === "rate") homes.set(t.name, { where: "aside", column: 0 });
  }
  trace.ops.forEach((op, k) => {
    for (const t of trace.tensors.values()) {
      if (t.op !== k || t.of) continue;
      const column = columns.length - 1;
      if (t.kind === "output" && !op.in_place) {
        columns.push({
          x: 0,
          layer: t.layer,
          shape: t.shape.slice(1),
          tensors: [t.name],
          ops: [k],
          neurons: [],
        });
        homes.set(t.name, { where: "neuron", column: column + 1 });
      } else if (t.kind === "parameter") {
        homes.set(
          t.name,
          op.ends[t.role] === "via"
            ? { where: "wire", op: k }
            : { where: "badge", column: column + 1 },
        );
      } else if (t.kind === "target") homes.set(t.name, { where: "target", column });
      else if (t.kind === "loss") homes.set(t.name, { where: "meter", column });
      else {
        if (t.kind === "output") columns[column].ops.push(k);
        columns[column].tensors.push(t.name);
        homes.set(t.name, { where: "neuron", column });
      }
    }
  });
  // A parameter stands before its layer's output in the table, so badges know their column now.
  for (const t of trace.tensors.values()) {
    const home = t.of && homes.get(t.of);
    if (home) homes.set(t.name, home);
  }
  return { columns, homes };
}

/** The drawn wires of an op that joins two columns, or a column and the meter.
 * @param {Trace} trace @param {number} index @param {Column[]} columns
 * @param {Map<string, Home>} homes @param {Layout["meter"]} meter @returns {Edge[]} */
function edgesOf(trace, index, columns, homes, meter) {
  const op = trace.ops[index];
  const output = Object.entries(op.roles).find(([role, name]) => {
    const t = trace.tensors.get(name);
    return t?.op === index && (t.kind === "output" || t.kind === "loss") && !role.startsWith("d_");
  });
  if (op.in_place || !output) return [];
  const home = homes.get(output[1]);
  if (!home || home.where === "wire") return [];
  const toMeter = home.where === "meter";
  const source = columns[toMeter ? home.column : home.column - 1].neurons;
  const target = toMeter ? null : columns[home.column].neurons;
  const via = Object.entries(op.ends).find(([, end]) => end === "via");
  const shape = via ? endShape(trace, op, 2) : [];
  return wires(op).map(([from, to, w]) => {
    const a = source[from];
    const b = target ? target[to] : null;
    return {
      op: index,
      key: `${index}:${w}`,
      from: { x: a.x + a.r + (toMeter ? TARGET - 6 : 4), y: a.y },
      to: b ? { x: b.x - b.r - 4, y: b.y } : meter.inlet,
      fromKey: a.key,
      toKey: b ? b.key : "meter",
      cell: via ? { tensor: op.roles[via[0]], cell: unflat(w, shape) } : null,
    };
  });
}
