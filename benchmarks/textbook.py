"""Backpropagation as textbooks write it in NumPy: what the engine is measured against.

Batch first, a list of weights and a list of biases, one line per equation (Nielsen, chapter 2).
"""

import numpy as np

from benchmarks.cases import Case

Array = np.ndarray


def sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def softmax(z: Array) -> Array:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


PHI = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0), "sigmoid": sigmoid, "softmax": softmax}
SLOPE = {
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: z > 0,
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
}


class Textbook:
    """A network of dense layers, trained by plain gradient descent on one batch."""

    def __init__(self, case: Case) -> None:
        self.x, self.y, self.eta = case.inputs, case.targets, case.learning_rate
        self.kinds = case.activations
        self.W = [w.copy() for w in case.weights]
        self.b = [b.copy() for b in case.biases]

    def step(self) -> float:
        """Forward, loss, backward, update; returns the loss."""
        activations, sums = [self.x], []
        for W, b, kind in zip(self.W, self.b, self.kinds, strict=True):
            z = activations[-1] @ W.T + b
            sums.append(z)
            activations.append(PHI[kind](z))
        a = activations[-1]
        if self.kinds[-1] == "softmax":  # with cross-entropy
            loss = -np.sum(self.y * np.log(a)) / len(a)
            delta = (a - self.y) / len(a)
        else:  # with half the squared error
            loss = 0.5 * np.sum((a - self.y) ** 2)
            delta = (a - self.y) * SLOPE[self.kinds[-1]](sums[-1])
        weight_gradients, bias_gradients = [], []
        for k in reversed(range(len(self.W))):
            weight_gradients.insert(0, delta.T @ activations[k])
            bias_gradients.insert(0, delta.sum(axis=0))
            if k > 0:
                delta = (delta @ self.W[k]) * SLOPE[self.kinds[k - 1]](sums[k - 1])
        for k in range(len(self.W)):
            self.W[k] -= self.eta * weight_gradients[k]
            self.b[k] -= self.eta * bias_gradients[k]
        return float(loss)


def loops(images: Array, kernels: Array) -> Array:
    """A convolution with four nested loops: image, filter, row, column."""
    n, _, h, w = images.shape
    f, _, k, _ = kernels.shape
    out = np.empty((n, f, h - k + 1, w - k + 1))
    for i in range(n):
        for j in range(f):
            for row in range(h - k + 1):
                for column in range(w - k + 1):
                    seen = images[i, :, row : row + k, column : column + k]
                    out[i, j, row, column] = np.sum(seen * kernels[j])
    return out
