#!/usr/bin/env bash
# The fan-in that scales starting weights is read off their shape, and for some layers that is another number.
#
# A depthwise kernel of 3 × 3 has 9 inputs, whatever the number of channels. With He's initializer and 64
#   of them keras 3.15.1 DepthwiseConv2D counts 576: weights 8 times too small. Its Conv2D(groups=64),
#   the same layer, counts 9, as torch 2.13.0 and flax 0.12.8 do.
# A transposed convolution, 3 × 3 at stride 1, from 4 channels to 64: what comes out has 36 inputs. torch
#   and keras count the 576 outputs: weights 4 times too small. flax counts 36.
# Attention of width 64: torch.nn.MultiheadAttention has three matrices in one, for which Glorot's
#   initializer counts 64 + 192; keras and flax count 64 + 64 for each.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 keras==3.15.1 jax==0.10.2 flax==0.12.8 numpy==2.4.6
KERAS_BACKEND=jax "$folder/venv/bin/python" - <<'PY'
import flax
import jax
import keras
import numpy as np
import torch
from flax import nnx

HE, GLOROT = jax.nn.initializers.he_uniform(), jax.nn.initializers.glorot_uniform()


def count(weights):
    """The fan of the formula √(6 / fan), which the largest of many uniform numbers comes near to."""
    return 6 / float(np.abs(np.asarray(weights)).max()) ** 2


def in_torch(layer):
    torch.manual_seed(1)
    torch.nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
    return count(layer.weight.detach())


def in_keras(kind, channels, **settings):
    name = "depthwise_initializer" if kind is keras.layers.DepthwiseConv2D else "kernel_initializer"
    layer = kind(kernel_size=3, **{name: keras.initializers.HeUniform(seed=1)}, **settings)
    layer.build((None, 8, 8, channels))
    return count(layer.trainable_variables[0].value)


def in_flax(kind, channels, **settings):
    return count(
        kind(channels, 64, (3, 3), kernel_init=HE, rngs=nnx.Rngs(1), **settings).kernel[...]
    )


torch.manual_seed(1)
attention = keras.layers.MultiHeadAttention(
    8, 8, kernel_initializer=keras.initializers.GlorotUniform(seed=1)
)
attention.build((None, 5, 64), (None, 5, 64))
query = nnx.MultiHeadAttention(8, 64, kernel_init=GLOROT, decode=False, rngs=nnx.Rngs(1)).query
seen = {
    "depthwise, torch": (in_torch(torch.nn.Conv2d(64, 64, 3, groups=64)), 9),
    "depthwise, keras": (in_keras(keras.layers.DepthwiseConv2D, 64), 576),
    "depthwise, keras groups=64": (in_keras(keras.layers.Conv2D, 64, filters=64, groups=64), 9),
    "depthwise, flax": (in_flax(nnx.Conv, 64, feature_group_count=64), 9),
    "transposed, torch": (in_torch(torch.nn.ConvTranspose2d(4, 64, 3)), 576),
    "transposed, keras": (in_keras(keras.layers.Conv2DTranspose, 4, filters=64), 576),
    "transposed, flax": (in_flax(nnx.ConvTranspose, 4), 36),
    "attention, torch": (count(torch.nn.MultiheadAttention(64, 8).in_proj_weight.detach()), 256),
    "attention, keras": (count(attention.trainable_variables[0].value), 128),
    "attention, flax": (count(query.kernel[...]), 128),
}
for name, (counted, expected) in seen.items():
    print(f"{name}: counts {counted:.1f}")
    assert abs(counted / expected - 1) < 0.03
print(f"seen with torch {torch.__version__}, keras {keras.__version__}, flax {flax.__version__}")
PY
