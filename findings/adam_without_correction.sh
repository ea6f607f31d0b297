#!/usr/bin/env bash
# Adam and AdamW of MLX have no bias correction unless told: their first steps are 3 to 6.6 times as long.
#
# mlx 0.32.4: Adam(rate) and AdamW(rate) have bias_correction=False. m and v start at 0 and v is the slower
#   one: with a constant gradient the first step is √10 times the rate and the twelfth, the longest, 6.57
#   times. Adam as published (Kingma and Ba, 2015) steps by the rate itself from the first step on, and so
#   does MLX's with bias_correction=True.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "mlx[cpu]==0.32.4" numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import mlx.core as mx
import mlx.optimizers
import numpy as np

mx.set_default_device(mx.cpu)
RATE, STEPS = 0.01, 30


def steps(optimizer):
    """How far the parameter moves in each step, in rates, with a gradient of 1."""
    parameters, places = {"w": mx.zeros(1)}, [0.0]
    for _ in range(STEPS):
        parameters = optimizer.apply_gradients({"w": mx.ones(1)}, parameters)
        places.append(parameters["w"].item())
    return -np.diff(places) / RATE


k = np.arange(1, STEPS + 1)
uncorrected = (1 - 0.9**k) / np.sqrt(1 - 0.999**k)
adam = mlx.optimizers.Adam(RATE)
adamw = mlx.optimizers.AdamW(RATE, weight_decay=0.0)
corrected = mlx.optimizers.Adam(RATE, bias_correction=True)
seen = {name: steps(o) for name, o in (("Adam", adam), ("AdamW", adamw), ("corrected", corrected))}
for name, far in seen.items():
    longest = int(far.argmax()) + 1
    print(f"{name}: steps in rates {far[:4].round(3)} …, longest {far.max():.3f} at step {longest}")
for name in ("Adam", "AdamW"):
    assert np.allclose(seen[name], uncorrected, rtol=0, atol=1e-3)
    assert abs(seen[name][0] - np.sqrt(10)) < 1e-3 and seen[name].argmax() + 1 == 12
assert np.allclose(seen["corrected"], 1, rtol=0, atol=1e-3)
print(f"seen with mlx {version('mlx')}")
PY
