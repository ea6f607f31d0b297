#!/usr/bin/env bash
# Momentum with dampening takes its first step without it.
#
# torch 2.13.0: SGD(momentum=0.9, dampening=0.9) is written as a mean that forgets, 0.9 m + 0.1 g; but m begins
#   as g itself, not as 0.1 g. With a gradient of 1 that ends after the first step, the parameter
#   moves by −1, −0.9, −0.81, …, ten times as far as the formula from m = 0 says.
# optax 0.2.8: ema(0.9, debias=False), the same formula from m = 0: −0.1, −0.09, −0.081.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 jax==0.10.2 optax==0.2.8 numpy==2.4.6
JAX_ENABLE_X64=1 "$folder/venv/bin/python" - <<'PY'
import jax.numpy as jnp
import numpy as np
import optax
import torch

gradients = [1.0, 0.0, 0.0]
parameter = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
descent = torch.optim.SGD([parameter], lr=1.0, momentum=0.9, dampening=0.9)
in_torch = []
for gradient in gradients:
    before = parameter.item()
    parameter.grad = torch.tensor([gradient], dtype=torch.float64)
    descent.step()
    in_torch.append(parameter.item() - before)
mean = optax.chain(optax.ema(0.9, debias=False), optax.scale(-1.0))
state, in_optax = mean.init(jnp.zeros(1)), []
for gradient in gradients:
    step, state = mean.update(jnp.array([gradient]), state)
    in_optax.append(float(step[0]))
print("torch", in_torch)
print("optax", in_optax)
assert np.allclose(in_torch, [-1.0, -0.9, -0.81], rtol=0, atol=1e-12)
assert np.allclose(in_optax, [-0.1, -0.09, -0.081], rtol=0, atol=1e-12)
print(f"seen with torch {torch.__version__}, optax {optax.__version__}")
PY
