#!/usr/bin/env bash
# The squared error of a column of answers (N, 1) against a row of targets (N,): three behaviours.
#
# torch 2.13.0: broadcasts to N × N; every answer is compared with every target. A warning, no error;
#   perfect answers have a loss above 0, and the gradient pulls each answer to the mean of the targets.
# keras 3.15.1: squeezes the axis of length 1; the loss is 0.
# optax 0.2.8: refuses the shapes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 optax==0.2.8 numpy==2.4.6
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PY'
import warnings

import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch

column, row = [[1.0], [2.0]], [1.0, 2.0]

answers = torch.tensor(column, requires_grad=True)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    loss = torch.nn.MSELoss()(answers, torch.tensor(row))
loss.backward()
print(f"torch: loss {loss.item()}, gradient {answers.grad.flatten().tolist()}, warnings {len(told)}")
assert loss.item() == 0.5 and answers.grad.flatten().tolist() == [-0.5, 0.5] and len(told) == 1

loss = float(keras.losses.MeanSquaredError()(np.array(row), np.array(column)))
print(f"keras: loss {loss}")
assert loss == 0

try:
    optax.squared_error(jnp.array(column), jnp.array(row))
except ValueError as error:
    print(f"optax: {error}")
else:
    raise AssertionError("optax takes them")
print(f"seen with torch {torch.__version__}, keras {keras.__version__}, optax {optax.__version__}")
PY
