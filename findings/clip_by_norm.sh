#!/usr/bin/env bash
# Clipping gradients "to norm 1" gives three results for the gradient (3, 4) of two parameters.
#
# torch 2.13.0: clip_grad_norm_ divides by the norm + 1e-6: the result is 2e-7 too short, and a gradient
#   whose norm is the limit to the last bit, which needs no clipping, is shortened by 1e-6 as well.
# keras 3.15.1: clipnorm takes the norm of each variable alone (1 and 1); global_clipnorm is the one
#   that keeps the direction.
# optax 0.2.8: clip_by_global_norm is exact, and leaves what is at the limit as it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 optax==0.2.8 numpy==2.4.6
KERAS_BACKEND=jax JAX_ENABLE_X64=1 "$folder/venv/bin/python" - <<'PY'
import math

import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch


def in_torch(*gradient):
    parameters = [torch.nn.Parameter(torch.zeros(1, dtype=torch.float64)) for _ in gradient]
    for p, g in zip(parameters, gradient):
        p.grad = torch.tensor([g], dtype=torch.float64)
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    return [p.grad.item() for p in parameters]


def in_keras(setting, *gradient):
    variables = [keras.Variable(np.zeros(1), dtype="float64") for _ in gradient]
    optimizer = keras.optimizers.SGD(1.0, **{setting: 1.0})
    optimizer.build(variables)
    optimizer.apply([jnp.array([g]) for g in gradient], variables)
    return [-float(v.numpy()[0]) for v in variables]


def in_optax(*gradient):
    clip = optax.clip_by_global_norm(1.0)
    gradients = [jnp.array([g]) for g in gradient]
    return [float(g[0]) for g in clip.update(gradients, clip.init(None))[0]]


print("torch", in_torch(3.0, 4.0), "norm", math.hypot(*in_torch(3.0, 4.0)))
print("torch at the limit", in_torch(1.0, 0.0))
print("keras clipnorm", in_keras("clipnorm", 3.0, 4.0))
print("keras global_clipnorm", in_keras("global_clipnorm", 3.0, 4.0))
print("optax", in_optax(3.0, 4.0), "at the limit", in_optax(1.0, 0.0))
assert abs(math.hypot(*in_torch(3.0, 4.0)) - 5 / (5 + 1e-6)) < 1e-12
assert abs(in_torch(1.0, 0.0)[0] - 1 / (1 + 1e-6)) < 1e-12
assert np.allclose(in_keras("clipnorm", 3.0, 4.0), [1, 1], atol=1e-6)
assert np.allclose(in_keras("global_clipnorm", 3.0, 4.0), [0.6, 0.8], atol=1e-6)
assert abs(math.hypot(*in_optax(3.0, 4.0)) - 1) < 1e-15 and in_optax(1.0, 0.0) == [1.0, 0.0]
print(f"seen with torch {torch.__version__}, keras {keras.__version__}, optax {optax.__version__}")
PY
