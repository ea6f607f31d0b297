/**
 * Where things stand in the four pictures of two neurons, in a box 340 wide.
 *
 * @import { PictureName } from "./pictures.js"
 * @typedef {"start" | "middle" | "end"} Anchor
 * @typedef {{tensor: string, x: number, y: number, anchor: Anchor, look: "named" | "bare" | "stacked"}} Spot
 *   look: its symbol before it, alone, or over it
 * @typedef {{kind: "gate" | "neuron" | "pill" | "box", x: number, y: number, text: string}} Body
 *   its middle; text: a sign, or `phi 1` for the curve of a neuron
 * @typedef {{path: string, phase: "forward" | "backward" | "both", of: string,
 *   head: [number, number, number] | null}} Wire
 *   of: the number that it stands for; head: where its arrow ends, and how far it is turned
 * @typedef {{x: number, y: number, text: string, phase: "forward" | "backward" | "plain"}} Sign
 * @typedef {{height: number, bodies: Body[], wires: Wire[], spots: Spot[], signs: Sign[]}} Shapes
 */

export const PICTURE_WIDTH = 340;

/** @param {PictureName} name @returns {Shapes} */
export const shapesOf = (name) => ({ circuit, matrices, paths, messages })[name]();

/** @param {string} tensor @param {number} x @param {number} y @param {Spot["look"]} look
 * @param {Anchor} anchor @returns {Spot} */
const spot = (tensor, x, y, look = "named", anchor = "middle") => ({ tensor, x, y, look, anchor });

/** @param {string} path @param {Wire["phase"]} phase @param {string} of
 * @param {Wire["head"]} head @returns {Wire} */
const wire = (path, phase, of = "", head = null) => ({ path, phase, of, head });

/** Gates: each number stands over its wire, what comes back of it under the wire. @returns {Shapes} */
function circuit() {
  /** @type {Shapes} */
  const all = { height: 358, bodies: [], wires: [], spots: [], signs: [] };
  for (const k of [1, 2]) {
    const y = 30 + (k - 1) * 132;
    const turn = `M265 ${y} H330 V${y + 88} H6 V${y + 132} H81`;
    const end = `M265 ${y} H330 V${y + 88} H6 V${y + 132} H143`;
    if (k === 1) all.wires.push(wire(`M6 ${y} H81`, "forward", "a0", [81, y, 0]));
    all.wires.push(
      wire(`M6 ${y + 46} H96 V${y + 15}`, "both", `W${k}`, [96, y + 15, -90]),
      wire(`M158 ${y + 62} V${y + 15}`, "both", `b${k}`, [158, y + 15, -90]),
      wire(`M111 ${y} H143`, "both", "", [143, y, 0]),
      wire(`M173 ${y} H235`, "both", `z${k}`, [235, y, 0]),
      wire(k === 1 ? turn : end, "both", `a${k}`, [k === 1 ? 81 : 143, y + 132, 0]),
    );
    all.bodies.push(
      { kind: "gate", x: 96, y, text: "×" },
      { kind: "gate", x: 158, y, text: "+" },
      { kind: "gate", x: 250, y, text: `phi ${k}` },
    );
    const back = k === 2 ? [spot("d_a1", 12, y + 16, "bare", "start")] : [];
    all.spots.push(
      spot(`a${k - 1}`, 12, y - 7, "named", "start"),
      ...back,
      spot(`W${k}`, 12, y + 39, "named", "start"),
      spot(`d_W${k}`, 12, y + 62, "bare", "start"),
      spot(`b${k}`, 165, y + 42, "named", "start"),
      spot(`d_b${k}`, 165, y + 60, "bare", "start"),
      spot(`z${k}`, 202, y - 7),
      spot(`d_z${k}`, 202, y + 16, "bare"),
      spot(`s${k}`, 250, y + 34),
      spot(`a${k}`, 300, y - 7),
      spot(`d_a${k}`, 300, y + 16, "bare"),
    );
  }
  const y = 294;
  all.bodies.push({ kind: "gate", x: 158, y, text: "E" });
  all.wires.push(
    wire(`M158 ${y + 58} V${y + 15}`, "forward", "y", [158, y + 15, -90]),
    wire(`M173 ${y} H292`, "both", "E", [292, y, 0]),
  );
  all.spots.push(
    spot("a2", 12, y - 7, "named", "start"),
    spot("d_a2", 12, y + 16, "bare", "start"),
    spot("y", 165, y + 44, "named", "start"),
    spot("E", 232, y - 7),
  );
  all.signs.push({ x: 232, y: y + 16, text: "1", phase: "backward" });
  return all;
}

/** Equations of matrices, each of one cell here. @returns {Shapes} */
function matrices() {
  /** @type {Shapes} */
  const all = { height: 456, bodies: [], wires: [], spots: [], signs: [] };
  const rows = [
    ["z1", "=", "W1", "a0", "+", "b1"],
    ["a1", "=", "phi 1", "z1", "", "s1"],
    ["z2", "=", "W2", "a1", "+", "b2"],
    ["a2", "=", "phi 2", "z2", "", "s2"],
    ["E", "=", "E", "a2", ",", "y"],
    ["d_z2", "=", "d_a2", "⊙", "s2"],
    ["d_W2", "=", "d_z2", "a1", "ᵀ", "", "d_b2"],
    ["d_a1", "=", "W2", "ᵀ", "d_z2"],
    ["d_z1", "=", "d_a1", "⊙", "s1"],
    ["d_W1", "=", "d_z1", "a0", "ᵀ", "", "d_b1"],
  ];
  rows.forEach((items, row) => {
    const y = 26 + row * 46;
    let x = 6;
    items.forEach((item, place) => {
      const number = item.length > 1 && !item.startsWith("phi") && item !== "";
      if ((number || item === "y" || (item === "E" && place === 0)) && item !== "ᵀ") {
        all.bodies.push({ kind: "box", x: x + 27, y, text: "" });
        all.spots.push(spot(item, x + 27, y + 4, "stacked"));
        x += 58;
      } else {
        const wide = item === "ᵀ" ? 6 : item === "" ? 24 : 20;
        const lift = item === "ᵀ" ? -8 : 4;
        const phase = row < 5 ? "forward" : "backward";
        all.signs.push({ x: x - 2 + wide / 2, y: y + lift, text: item, phase });
        x += wide;
      }
    });
  });
  return all;
}

/** From every parameter one path to the loss; each stretch has its local derivative. @returns {Shapes} */
function paths() {
  /** @type {Shapes} */
  const all = { height: 312, bodies: [], wires: [], spots: [], signs: [] };
  const [spine, step] = [196, 62];
  ["z1", "a1", "z2", "a2", "E"].forEach((name, place) => {
    const y = 40 + place * step;
    all.bodies.push({ kind: "pill", x: spine, y, text: "" });
    all.spots.push(spot(name, spine, y + 4));
    if (name !== "E") all.spots.push(spot(`d_${name}`, spine + 48, y + 4, "named", "start"));
    const local = ["", "s1", "W2", "s2", "d_a2"][place];
    if (!local) return;
    const from = y - step + 14;
    all.wires.push(wire(`M${spine} ${from} V${y - 14}`, "forward", local, [spine, y - 14, 90]));
    all.spots.push(spot(local, spine + 8, y - step / 2 + 4, "named", "start"));
  });
  for (const k of [1, 2]) {
    const y = 40 + (k - 1) * 2 * step;
    for (const [name, up] of /** @type {[string, number][]} */ ([
      [`W${k}`, -20],
      [`b${k}`, 29],
    ])) {
      all.bodies.push({ kind: "pill", x: 46, y: y + up, text: "" });
      all.spots.push(spot(name, 46, y + up + 4), spot(`d_${name}`, 46, y + up + 27));
      const to = y + (up < 0 ? -5 : 5);
      const turned = (Math.atan2(to - (y + up), spine - 42 - 88) * 180) / Math.PI;
      const of = name.startsWith("W") ? `a${k - 1}` : `d_b${k}`;
      all.wires.push(
        wire(`M88 ${y + up} L${spine - 42} ${to}`, "forward", of, [spine - 42, to, turned]),
      );
    }
    all.spots.push(spot(`a${k - 1}`, 124, y - 22));
    all.signs.push({ x: 118, y: y + 38, text: "1", phase: "plain" });
  }
  all.spots.push(spot("y", spine + 48, 40 + 4 * step + 4, "named", "start"));
  return all;
}

/** Two neurons: forward each tells the next its activation, and the next sends back a message.
 * @returns {Shapes} */
function messages() {
  /** @type {Shapes} */
  const all = { height: 180, bodies: [], wires: [], spots: [], signs: [] };
  const [y, r] = [80, 32];
  const middles = [112, 246];
  middles.forEach((x, place) => {
    const k = place + 1;
    all.bodies.push({ kind: "neuron", x, y, text: "" });
    all.spots.push(
      spot(`b${k}`, x, y - r - 8),
      spot(`z${k}`, x, y - 4),
      spot(`s${k}`, x, y + 14),
      spot(`d_z${k}`, x, y + r + 18),
      spot(`d_b${k}`, x, y + r + 52, "stacked"),
    );
  });
  [
    [4, 78],
    [146, 212],
    [280, 336],
  ].forEach(([from, to], k) => {
    const x = (from + to) / 2;
    all.wires.push(wire(`M${from} ${y - 10} H${to}`, "forward", `a${k}`, [to, y - 10, 0]));
    all.spots.push(spot(`a${k}`, x, y - 18));
    if (k < 2)
      all.spots.push(spot(`W${k + 1}`, x, y + 4), spot(`d_W${k + 1}`, x, y + 84, "stacked"));
    if (!k) return;
    all.wires.push(wire(`M${to} ${y + 12} H${from}`, "backward", `d_a${k}`, [from, y + 12, 180]));
    all.spots.push(spot(`d_a${k}`, x, y + 40, "stacked"));
  });
  all.spots.push(spot("E", 308, y - 40), spot("y", 308, y + 4));
  return all;
}
