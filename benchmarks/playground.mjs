/**
 * What TensorFlow Playground computes, told again: its stream of numbers, its data, its neurons and
 * links as objects, its loops. An oracle for the tests and a rival for the benchmark; of its page
 * nothing is here.
 *
 *   node benchmarks/playground.mjs < orders.json     [{link, epochs: [0, 1, 2]}, …] → values
 *   node benchmarks/playground.mjs read < links.json [link, …] → what each says; null: its page stops
 *   node benchmarks/playground.mjs speed '#…' 2000   milliseconds of the processor that so many epochs take
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The stream of seedrandom for a text: ARC4 with the text for a key, the first 256 bytes unused. */
export function stream(seed) {
  const key = [];
  let smear = 0;
  for (let k = 0; k < seed.length; k++) {
    smear ^= (key[k & 255] ?? 0) * 19;
    key[k & 255] = (smear + seed.charCodeAt(k)) & 255;
  }
  if (!key.length) key.push(0);
  const box = Array.from({ length: 256 }, (_, k) => k);
  let [i, j] = [0, 0];
  for (let k = 0; k < 256; k++) {
    j = (j + key[k % key.length] + box[k]) & 255;
    [box[k], box[j]] = [box[j], box[k]];
  }
  j = 0;
  const byte = () => {
    i = (i + 1) & 255;
    j = (j + box[i]) & 255;
    [box[i], box[j]] = [box[j], box[i]];
    return box[(box[i] + box[j]) & 255];
  };
  for (let k = 0; k < 256; k++) byte();
  return () => {
    let [top, bottom, last] = [0, 2 ** 48, 0];
    for (let k = 0; k < 6; k++) top = top * 256 + byte();
    while (top < 2 ** 52) {
      top = (top + last) * 256;
      bottom *= 256;
      last = byte();
    }
    while (top >= 2 ** 53) {
      top /= 2;
      bottom /= 2;
      last >>>= 1;
    }
    return (top + last) / bottom;
  };
}

/** A linear scale as d3 has it. */
const scale =
  ([from, to], [low, high], clamp) =>
  (x) => {
    let t = (x - from) / (to - from);
    if (clamp) t = Math.max(0, Math.min(1, t));
    return low * (1 - t) + high * t;
  };

const spread = (random, low, high) => random() * (high - low) + low;
const away = (x, y, cx = 0, cy = 0) => Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));

function normal(random, mean, variance) {
  let u, v, s;
  do {
    u = 2 * random() - 1;
    v = 2 * random() - 1;
    s = u * u + v * v;
  } while (s > 1);
  return mean + Math.sqrt(variance) * (Math.sqrt((-2 * Math.log(s)) / s) * u);
}

const HILLS = [
  [-4, 2.5, 1],
  [0, 2.5, -1],
  [4, 2.5, 1],
  [-4, -2.5, -1],
  [0, -2.5, 1],
  [4, -2.5, -1],
];

function height(x, y) {
  const fall = scale([0, 2], [1, 0], true);
  let found = 0;
  for (const [cx, cy, sign] of HILLS) {
    const own = sign * fall(away(x, y, cx, cy));
    if (Math.abs(own) > Math.abs(found)) found = own;
  }
  return found;
}

/** Over a square, labelled where noise moves the point to. */
function square(random, count, noise, reach, pad, label) {
  const coordinate = () => {
    const at = spread(random, -reach, reach);
    return at + (at > 0 ? pad : -pad);
  };
  return Array.from({ length: count }, () => {
    const [x, y] = [coordinate(), coordinate()];
    const dx = spread(random, -reach, reach) * noise;
    const dy = spread(random, -reach, reach) * noise;
    return { x, y, label: label(x + dx, y + dy) };
  });
}

const DATA = {
  circle: (random, count, noise) =>
    [
      [0, 2.5],
      [3.5, 5],
    ].flatMap(([low, high]) =>
      Array.from({ length: Math.ceil(count / 2) }, () => {
        const r = spread(random, low, high);
        const angle = spread(random, 0, 2 * Math.PI);
        const [x, y] = [r * Math.sin(angle), r * Math.cos(angle)];
        const dx = spread(random, -5, 5) * noise;
        const dy = spread(random, -5, 5) * noise;
        return { x, y, label: away(x + dx, y + dy) < 2.5 ? 1 : -1 };
      }),
    ),
  xor: (random, count, noise) =>
    square(random, count, noise, 5, 0.3, (x, y) => (x * y >= 0 ? 1 : -1)),
  gauss: (random, count, noise) => {
    const variance = scale([0, 0.5], [0.5, 4])(noise);
    return [1, -1].flatMap((label) =>
      Array.from({ length: Math.ceil(count / 2) }, () => {
        const x = normal(random, 2 * label, variance);
        const y = normal(random, 2 * label, variance);
        return { x, y, label };
      }),
    );
  },
  spiral: (random, count, noise) =>
    [
      [0, 1],
      [Math.PI, -1],
    ].flatMap(([turned, label]) =>
      Array.from({ length: Math.ceil(count / 2) }, (_, k) => {
        const n = count / 2;
        const [r, t] = [(k / n) * 5, ((1.75 * k) / n) * 2 * Math.PI + turned];
        const x = r * Math.sin(t) + spread(random, -1, 1) * noise;
        const y = r * Math.cos(t) + spread(random, -1, 1) * noise;
        return { x, y, label };
      }),
    ),
  "reg-plane": (random, count, noise) =>
    square(random, count, noise, 6, 0, (x, y) => scale([-10, 10], [-1, 1])(x + y)),
  "reg-gauss": (random, count, noise) => square(random, count, noise, 6, 0, height),
};

const FEATURES = {
  x: (x) => x,
  y: (_, y) => y,
  xSquared: (x) => x * x,
  ySquared: (_, y) => y * y,
  xTimesY: (x, y) => x * y,
  sinX: (x) => Math.sin(x),
  sinY: (_, y) => Math.sin(y),
};

const relu = [(z) => Math.max(0, z), (z) => (z <= 0 ? 0 : 1)];
const tanh = [Math.tanh, (z) => 1 - Math.tanh(z) * Math.tanh(z)];
const logistic = (z) => 1 / (1 + Math.exp(-z));
const sigmoid = [logistic, (z) => logistic(z) * (1 - logistic(z))];
const linear = [(z) => z, () => 1];
const ACTIVATIONS = { relu, tanh, sigmoid, linear };

const REGULARIZATIONS = ["none", "L1", "L2"];
const SLOPES = { none: () => 0, L1: Math.sign, L2: (weight) => weight };

/** What a link says, read as the original reads it. */
export function settings(link) {
  const given = new Map();
  for (const part of link.slice(link.indexOf("#") + 1).split("&")) {
    const [name, value] = part.split("=");
    given.set(name, value);
  }
  const said = (name) => (given.get(name) ?? "").trim() !== "";
  const word = (name, words) =>
    said(name) && words.includes(given.get(name)) ? given.get(name) : words[0];
  const number = (name, usual) => (said(name) ? +given.get(name) : usual);
  const on = (name, usual) => (said(name) ? given.get(name) !== "false" : usual);
  let hidden = [4, 2];
  if (given.has("networkShape")) {
    const list = given.get("networkShape"); // without "=" its page stops here
    hidden = list.trim() === "" ? [] : list.split(",").map(Number);
  }
  const regression = word("problem", ["classification", "regression"]) === "regression";
  return {
    activation: word("activation", ["tanh", "relu", "sigmoid", "linear"]),
    regularization: word("regularization", REGULARIZATIONS),
    batch: number("batchSize", 10),
    rate: number("learningRate", 0.03),
    pull: number("regularizationRate", 0),
    noise: number("noise", 0),
    hidden,
    seed: said("seed") ? given.get("seed") : null,
    percent: number("percTrainData", 50),
    features: Object.keys(FEATURES).filter((name) => on(name, name === "x" || name === "y")),
    regression,
    data: regression
      ? word("regDataset", ["reg-plane", "reg-gauss"])
      : word("dataset", ["circle", "xor", "gauss", "spiral"]),
    zero: on("initZero", false),
  };
}

/** Points, split, and the network: layers of neurons, each with its links. */
export function build(said) {
  const random = stream(said.seed);
  const points = DATA[said.data](random, said.regression ? 1200 : 500, said.noise / 100);
  for (let left = points.length; left > 0; left--) {
    const k = Math.floor(random() * left);
    [points[left - 1], points[k]] = [points[k], points[left - 1]];
  }
  const split = Math.floor((points.length * said.percent) / 100);
  said.inputs = said.features.map((name) => FEATURES[name]);
  const layers = [said.features.map(() => ({ a: 0, outputs: [] }))];
  const sizes = [...said.hidden, 1];
  sizes.forEach((count, place) => {
    const last = place === sizes.length - 1;
    const activation = last ? (said.regression ? linear : tanh) : ACTIVATIONS[said.activation];
    const before = layers[layers.length - 1];
    layers.push(
      Array.from({ length: count }, () => {
        const neuron = {
          bias: said.zero ? 0 : 0.1, z: 0, a: 0, da: 0, dz: 0, sum: 0, gathered: 0,
          activation, inputs: [], outputs: [],
        }; // prettier-ignore
        for (const source of before) {
          const weight = random() - 0.5;
          const link = {
            source, to: neuron, weight: said.zero ? 0 : weight, sum: 0, gathered: 0, dead: false,
          }; // prettier-ignore
          neuron.inputs.push(link);
          source.outputs.push(link);
        }
        return neuron;
      }),
    );
  });
  return { said, layers, train: points.slice(0, split), test: points.slice(split) };
}

function forward({ said, layers }, { x, y }) {
  for (let k = 0; k < layers[0].length; k++) layers[0][k].a = said.inputs[k](x, y);
  for (let l = 1; l < layers.length; l++) {
    for (const neuron of layers[l]) {
      let z = neuron.bias;
      for (const link of neuron.inputs) z += link.weight * link.source.a;
      neuron.z = z;
      neuron.a = neuron.activation[0](z);
    }
  }
  return layers[layers.length - 1][0].a;
}

function backward({ layers }, label) {
  const out = layers[layers.length - 1][0];
  out.da = out.a - label;
  for (let l = layers.length - 1; l >= 1; l--) {
    for (const neuron of layers[l]) {
      neuron.dz = neuron.da * neuron.activation[1](neuron.z);
      neuron.sum += neuron.dz;
      neuron.gathered++;
    }
    for (const neuron of layers[l]) {
      for (const link of neuron.inputs) {
        if (link.dead) continue;
        link.sum += neuron.dz * link.source.a;
        link.gathered++;
      }
    }
    if (l === 1) continue;
    for (const neuron of layers[l - 1]) {
      neuron.da = 0;
      for (const link of neuron.outputs) neuron.da += link.weight * link.to.dz;
    }
  }
}

/** Moves numbers by a share, up or down in an order without pattern. */
function rounding(share) {
  let state = 1;
  return (number) => {
    state = (state * 16807) % 2147483647;
    return number * (1 + (state & 64 ? share : -share));
  };
}

function update({ said, layers, nudged }) {
  for (let l = 1; l < layers.length; l++) {
    for (const neuron of layers[l]) {
      if (neuron.gathered > 0) {
        neuron.bias -= (said.rate * neuron.sum) / neuron.gathered;
        neuron.sum = neuron.gathered = 0;
        if (nudged) neuron.bias = nudged(neuron.bias);
      }
      for (const link of neuron.inputs) {
        if (link.dead || !link.gathered) continue;
        const slope = SLOPES[said.regularization](link.weight);
        link.weight -= (said.rate / link.gathered) * link.sum;
        const pulled = link.weight - said.rate * said.pull * slope;
        link.dead = said.regularization === "L1" && link.weight * pulled < 0;
        link.weight = link.dead ? 0 : nudged ? nudged(pulled) : pulled;
        link.sum = link.gathered = 0;
      }
    }
  }
}

/** What a link says, numbers as texts; null where the original's page would stop. */
function readOrStop(link) {
  try {
    const text = (_, value) => (typeof value === "number" ? String(value) : value);
    return JSON.parse(JSON.stringify(settings(link), text));
  } catch {
    return null;
  }
}

/** One epoch, always in the same order. */
export function epoch(network) {
  network.train.forEach((point, k) => {
    forward(network, point);
    backward(network, point.label);
    if ((k + 1) % network.said.batch === 0) update(network);
  });
}

export function loss(network, points) {
  let sum = 0;
  for (const point of points) sum += 0.5 * (forward(network, point) - point.label) ** 2;
  return sum / points.length;
}

/** Losses and parameters of a link after some epochs. With a nudge every number that an update writes
 * is moved up or down by so large a share, as if by another rounding: what that becomes tells how far
 * two right computations may part. */
export function values({ link, epochs, nudge = 0 }) {
  const network = build(settings(link));
  network.nudged = nudge ? rounding(nudge) : null;
  const { layers, train, test } = network;
  const at = {};
  for (let done = 0; done <= Math.max(...epochs); done++) {
    if (done) epoch(network);
    if (!epochs.includes(done)) continue;
    at[done] = {
      train: String(loss(network, train)),
      test: String(loss(network, test)),
      params: layers.slice(1).map((layer) => ({
        W: layer.map(({ inputs }) => inputs.map(({ weight }) => String(weight))),
        b: layer.map(({ bias }) => String(bias)),
      })),
    };
  }
  return { train, test, at };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [what, link, epochs] = process.argv.slice(2);
  if (what === "speed") {
    const network = build(settings(link));
    for (let k = 0; k < 200; k++) epoch(network); // until it is compiled
    const begin = process.cpuUsage();
    for (let k = 0; k < Number(epochs); k++) epoch(network);
    const { user, system } = process.cpuUsage(begin);
    console.log((user + system) / 1000);
  } else {
    const orders = JSON.parse(readFileSync(0, "utf8"));
    console.log(JSON.stringify(orders.map(what === "read" ? readOrStop : values)));
  }
}
