#!/usr/bin/env bash
# The same targets as class numbers and as one-hot rows give two losses once classes have weights.
#
# torch 2.13.0: CrossEntropyLoss(weight=…) with its usual mean divides by the sum of the weights where
#   targets are class numbers, and by the number of examples where they are rows of probabilities.
#   With weights 1, 1, 5 and targets 0 and 2 every gradient differs by the factor 3. Without
#   weights both are the same.
# keras 3.15.1: sample_weight with the usual reduction divides by the number of examples; the
#   reduction "mean_with_sample_weight" by the sum of weights.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax JAX_ENABLE_X64=1 "$folder/venv/bin/python" - <<'PY'
import keras
import numpy as np
import torch

rows = np.array([[1.0, 2.0, 0.5], [0.0, 0.3, 1.0]])
classes, weights = np.array([0, 2]), np.array([1.0, 1.0, 5.0])
one_hot = np.eye(3)[classes]
each = -np.log((np.exp(rows) / np.exp(rows).sum(1, keepdims=True))[[0, 1], classes]) * weights[classes]


def in_torch(targets, **settings):
    z = torch.tensor(rows, requires_grad=True)
    loss = torch.nn.CrossEntropyLoss(**settings)(z, torch.tensor(targets))
    loss.backward()
    return loss.item(), z.grad


def in_keras(**settings):
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, dtype="float64", **settings)
    return float(loss(one_hot, rows, sample_weight=weights[classes]))


by_class, gradient = in_torch(classes, weight=torch.tensor(weights))
by_row, other = in_torch(one_hot, weight=torch.tensor(weights))
print("torch:", by_class, "by class,", by_row, "by row; gradients", gradient, other)
assert abs(by_class - each.sum() / weights[classes].sum()) < 1e-12
assert abs(by_row - each.sum() / 2) < 1e-12
assert torch.allclose(3 * gradient, other, rtol=1e-12, atol=0)
assert abs(in_torch(classes)[0] - in_torch(one_hot)[0]) < 1e-12
usual, by_sum = in_keras(), in_keras(reduction="mean_with_sample_weight")
print("keras:", usual, "and", by_sum)
assert abs(usual - each.sum() / 2) < 1e-6 and abs(by_sum - each.sum() / weights[classes].sum()) < 1e-6
print(f"seen with torch {torch.__version__}, keras {keras.__version__}")
PY
