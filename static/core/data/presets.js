/**
 * Networks that wait to be trained, each on data of its own.
 * @import { DataRef, Experiment } from "./trace.js"
 */

/** @param {number[]} units @param {string} hidden @param {string} output */
const dense = (units, hidden, output) =>
  units.map((n, k) => ({
    kind: "dense",
    units: n,
    activation: { kind: k === units.length - 1 ? output : hidden },
  }));

/** @param {any[]} layers @param {string} loss @param {DataRef} data @param {Record<string, any>} more
 * @returns {Experiment} */
function experiment(layers, loss, data, more) {
  const way = { loss: { kind: loss, reduction: "mean" }, optimizer: { kind: "adam" }, seed: 1 };
  const given = { frozen: [], parameters: {} };
  // Inputs and targets come with the data.
  return /** @type {any} */ ({
    layers,
    ...way,
    learning_rate: 0.01,
    batch: 10,
    ...given,
    data,
    ...more,
  });
}

const digits = { kind: "digits", seed: 1, examples: 1000, test: 0.2 };

/** By name. @type {Record<string, Experiment>} */
export const presets = {
  circle: experiment(
    dense([6, 5, 1], "tanh", "sigmoid"),
    "binary_cross_entropy",
    { kind: "circle", seed: 1, examples: 200, test: 0.2 },
    {},
  ),
  spirals: experiment(
    dense([8, 8, 1], "tanh", "sigmoid"),
    "binary_cross_entropy",
    { kind: "spirals", seed: 1, examples: 300, test: 0.2 },
    { learning_rate: 0.02, seed: 3 },
  ),
  sine: experiment(
    dense([8, 8, 1], "tanh", "identity"),
    "mse",
    { kind: "sine", seed: 1, examples: 100, test: 0.2 },
    {},
  ),
  digits: experiment(dense([32, 10], "relu", "softmax"), "cross_entropy", digits, { batch: 32 }),
  filters: experiment(
    [
      { kind: "conv2d", filters: 4, kernel: 3, activation: { kind: "relu" } },
      { kind: "max_pool", kernel: 2, stride: 2 },
      { kind: "flatten" },
      ...dense([10], "", "softmax"),
    ],
    "cross_entropy",
    { ...digits, form: "image" },
    { batch: 32 },
  ),
};
