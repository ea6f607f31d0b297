#!/usr/bin/env bash
# A window that hangs over the border of an image: which cells it meets, and what a mean divides by.
#
# Stride 2, kernel 3, four cells: keras 3.15.1 padding="same" puts its one ring at the right and below
#   alone; torch 2.13.0 padding=1 puts one on each side. Both give 2 × 2 answers, of other windows.
#   torch's own padding="same" refuses a stride.
# Mean of a window at the border: torch divides by the whole window, zeros counted; Keras by the cells
#   that are there. A window that only ceil_mode lets hang over is divided by the cells there in torch, too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PY'
import keras
import numpy as np
import torch
from torch.nn.functional import avg_pool2d, conv2d

image = np.arange(16.0, dtype=np.float32).reshape(4, 4)
layer = keras.layers.Conv2D(1, 3, strides=2, padding="same", kernel_initializer="ones")
in_keras = np.array(layer(image[None, :, :, None]))[0, :, :, 0].tolist()
ones = torch.ones(1, 1, 3, 3)
in_torch = conv2d(torch.tensor(image)[None, None], ones, stride=2, padding=1)[0, 0].tolist()
print("sums of windows, keras:", in_keras, "torch:", in_torch)
assert in_keras == [[45, 39], [66, 50]] and in_torch == [[10, 24], [51, 90]]
try:
    conv2d(torch.tensor(image)[None, None], ones, stride=2, padding="same")
except RuntimeError as error:
    print("torch, padding='same':", error)
else:
    raise AssertionError("torch takes a stride with padding='same'")

ones = np.ones((3, 3), np.float32)
pool = keras.layers.AveragePooling2D(2, strides=2, padding="same")
in_keras = np.array(pool(ones[None, :, :, None]))[0, :, :, 0].tolist()
in_torch = avg_pool2d(torch.tensor(ones)[None, None], 2, stride=2, padding=1)[0, 0].tolist()
hanging = avg_pool2d(torch.tensor(ones)[None, None], 2, stride=2, ceil_mode=True)[0, 0].tolist()
print("means of ones, keras:", in_keras, "torch, padding=1:", in_torch, "ceil_mode:", hanging)
assert in_keras == [[1, 1], [1, 1]] == hanging and in_torch == [[0.25, 0.5], [0.5, 1]]
print(f"seen with torch {torch.__version__}, keras {keras.__version__}")
PY
