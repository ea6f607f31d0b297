/**
 * A small network to begin with, on a task that no single neuron can solve: exclusive or.
 * @import { Experiment } from "./trace.js"
 */

/** @type {Experiment} */
export const blank = {
  layers: [
    { kind: "dense", units: 3, activation: { kind: "tanh" } },
    { kind: "dense", units: 1, activation: { kind: "sigmoid" } },
  ],
  loss: { kind: "binary_cross_entropy", reduction: "mean" },
  optimizer: { kind: "sgd" },
  learning_rate: 0.5,
  batch: null,
  seed: 4,
  frozen: [],
  parameters: {},
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [[0], [1], [1], [0]],
};
