#!/usr/bin/env bash
# `weight_decay` of Adam and of SGD with momentum, and an L2 factor, in PyTorch and in Keras.
#
# torch 2.13.0: Adam(weight_decay=d) and SGD(weight_decay=d) add d·w to the gradient, so it passes
#   through the moments. Adam's decay all but vanishes in its quotient; AdamW is the one that shrinks w.
# keras 3.15.1: Adam(weight_decay=d) and SGD(weight_decay=d) shrink w by η·d·w apart from the gradient:
#   Keras's Adam with a decay is PyTorch's AdamW, and its SGD with momentum is another optimizer.
# keras.regularizers.L2(d) has no ½: its gradient is 2·d·w, twice that of weight_decay=d in PyTorch.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax JAX_ENABLE_X64=1 "$folder/venv/bin/python" - <<'PY'
import jax
import jax.numpy as jnp
import keras
import numpy as np
import torch

ETA, DECAY, GRADIENT = 0.1, 0.5, 0.1


def in_torch(kind, **more):
    w = torch.nn.Parameter(torch.ones(1, dtype=torch.float64))
    optimizer = kind([w], lr=ETA, weight_decay=DECAY, **more)
    for _ in range(2):
        w.grad = torch.full_like(w, GRADIENT)
        optimizer.step()
    return w.item()


def in_keras(kind, **more):
    w = keras.Variable(np.ones(1), dtype="float64")
    optimizer = kind(ETA, weight_decay=DECAY, **more)
    optimizer.build([w])
    for _ in range(2):
        optimizer.apply([jnp.array([GRADIENT])], [w])
    return float(w.numpy()[0])


seen = {
    "torch Adam": in_torch(torch.optim.Adam),
    "torch AdamW": in_torch(torch.optim.AdamW),
    "keras Adam": in_keras(keras.optimizers.Adam),
    "torch SGD, momentum 0.9": in_torch(torch.optim.SGD, momentum=0.9),
    "keras SGD, momentum 0.9": in_keras(keras.optimizers.SGD, momentum=0.9),
}
for name, w in seen.items():
    print(f"{name}: w after two steps from 1 = {w:.6f}")
near = lambda a, b: abs(a - b) < 1e-4  # Keras keeps its rate in float32
assert near(seen["keras Adam"], seen["torch AdamW"]) and near(seen["torch AdamW"], 0.7075)
assert near(seen["torch Adam"], 0.80032)
# by hand: 1 − 0.06 = 0.94, then 0.94 − 0.1 (0.9 · 0.6 + 0.1 + 0.47) = 0.829
assert near(seen["torch SGD, momentum 0.9"], 0.829)
# by hand: 1 − 0.05 − 0.01 = 0.94, then 0.94 − 0.047 − 0.1 (0.9 · 0.1 + 0.1) = 0.874
assert near(seen["keras SGD, momentum 0.9"], 0.874)

slope = float(jax.grad(lambda w: keras.regularizers.L2(DECAY)(w))(jnp.float64(3.0)))
print(f"keras L2({DECAY}) at w = 3: gradient {slope}, PyTorch's weight_decay adds {DECAY * 3}")
assert slope == 2 * DECAY * 3
print(f"seen with torch {torch.__version__}, keras {keras.__version__}")
PY
