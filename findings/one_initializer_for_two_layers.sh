#!/usr/bin/env bash
# Layers that are given the same initializer object begin with the same "random" weights in Keras.
#
# keras 3.15.1: an initializer draws the same numbers each time it is called, also when no seed was
#   given (one is drawn when it is made): two layers of one shape that share the object are equal.
#   Named by a string, each layer has its own.
# torch 2.13.0: torch.nn.init draws anew at each call.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PY'
import keras
import numpy as np
import torch


def kernels(first, second):
    layers = [keras.layers.Dense(3, kernel_initializer=given) for given in (first, second)]
    for layer in layers:
        layer.build((None, 3))
    return [np.asarray(layer.kernel) for layer in layers]


shared = keras.initializers.GlorotUniform()
a, b = kernels(shared, shared)
c, d = kernels("glorot_uniform", "glorot_uniform")
e, f = (torch.nn.init.xavier_uniform_(torch.empty(3, 3)) for _ in range(2))
print("keras, one object:", a[0], b[0])
print("keras, one name:", c[0], d[0])
print("torch:", e[0], f[0])
assert np.array_equal(a, b)
assert not np.array_equal(c, d)
assert not torch.equal(e, f)
print(f"seen with keras {keras.__version__}, torch {torch.__version__}")
PY
