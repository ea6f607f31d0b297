#!/usr/bin/env bash
# A loss that is told to sum still averages over the outputs in Keras: gradients differ by their number.
#
# keras 3.15.1: in mean squared and absolute error, Huber and binary cross-entropy reduction="sum" adds up
#   the means over the last axis; "none" gives a number for each example, not for each output. Of an
#   image that axis is the channels alone, or one side of it, and the rest is summed.
# torch 2.13.0: reduction="sum" sums everything, "none" gives a number for each output.
# Categorical cross-entropy, a sum over classes, comes to the same in both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax JAX_ENABLE_X64=1 "$folder/venv/bin/python" - <<'PY'
from functools import partial

import jax
import keras
import numpy as np
import torch

answers = np.array([[0.9, 0.6, 0.2], [0.3, 0.5, 0.8]])
targets = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
logits = np.log(answers)


def both(in_keras, in_torch, given):
    """The sums, and the first entry of their gradients."""
    loss = in_keras(reduction="sum", dtype="float64")
    k, slope = jax.value_and_grad(lambda a: loss(targets, a))(given)
    a = torch.tensor(given, requires_grad=True)
    t = in_torch(a, torch.tensor(targets))
    t.backward()
    return float(k), t.item(), float(slope[0, 0]), a.grad[0, 0].item()


losses = keras.losses
classes = partial(losses.CategoricalCrossentropy, from_logits=True)
cases = {
    "mean squared": (losses.MeanSquaredError, torch.nn.MSELoss(reduction="sum"), answers, 3),
    "mean absolute": (losses.MeanAbsoluteError, torch.nn.L1Loss(reduction="sum"), answers, 3),
    "Huber": (losses.Huber, torch.nn.HuberLoss(reduction="sum"), answers, 3),
    "binary cross-entropy": (
        losses.BinaryCrossentropy,
        torch.nn.BCELoss(reduction="sum"),
        answers,
        3,
    ),
    "categorical cross-entropy": (classes, torch.nn.CrossEntropyLoss(reduction="sum"), logits, 1),
}
for name, (in_keras, in_torch, given, times) in cases.items():
    k, t, k_slope, t_slope = both(in_keras, in_torch, given)
    print(
        f"{name}: keras {k:.6f}, torch {t:.6f}, {t / k:.4f} times; gradients {k_slope:.6f}, {t_slope:.6f}"
    )
    assert abs(t / k - times) < 1e-5 and abs(t_slope / k_slope - times) < 1e-5

images = np.ones((2, 4, 5, 3))
in_keras = float(losses.MeanSquaredError(reduction="sum")(np.zeros_like(images), images))
alone = losses.MeanSquaredError(reduction="none")(np.zeros_like(images), images).shape
print(
    f"2 images of 4 × 5 × 3 ones against zeros: keras sums to {in_keras}; 'none' has the shape {alone}"
)
assert in_keras == 40 and alone == (2, 4, 5)
print(f"seen with keras {keras.__version__}, torch {torch.__version__}")
PY
