#!/usr/bin/env bash
# "He normal" starting weights: in Keras and JAX no weight is beyond 2.27 standard deviations.
#
# keras 3.15.1 HeNormal, jax 0.10.2 nn.initializers.he_normal: a normal distribution cut at two of its
#   deviations and then stretched, so that the deviation is √(2/n) again (Glorot and LeCun the same).
# torch 2.13.0 kaiming_normal_: the plain normal distribution, of which 2.3 % lie beyond 2.27.
# The paper (He et al., 2015) has the plain one. Same name, same deviation, other tails.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PY'
import jax
import keras
import numpy as np
import torch

SIDE = 1000
CUT = 2 / 0.87962566103423978  # the deviation of a normal distribution cut at two

torch.manual_seed(1)
weights = torch.empty(SIDE, SIDE)
torch.nn.init.kaiming_normal_(weights, nonlinearity="relu")
drawn = {
    "torch": weights.numpy(),
    "keras": np.array(keras.initializers.HeNormal(seed=1)((SIDE, SIDE))),
    "jax": np.array(jax.nn.initializers.he_normal()(jax.random.key(1), (SIDE, SIDE))),
}
for name, w in drawn.items():
    w = w * np.sqrt(SIDE / 2)  # in standard deviations
    beyond = np.mean(np.abs(w) > CUT + 1e-4)
    print(f"{name}: deviation {w.std():.3f}, largest {np.abs(w).max():.3f}, beyond {CUT:.3f}: {beyond:.2%}")
    assert abs(w.std() - 1) < 0.01
    assert (beyond == 0) == (name != "torch")
    assert name != "torch" or 0.02 < beyond < 0.026
print(f"seen with torch {torch.__version__}, keras {keras.__version__}, jax {jax.__version__}")
PY
