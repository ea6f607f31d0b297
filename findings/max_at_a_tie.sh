#!/usr/bin/env bash
# At a tie the gradient of a maximum goes to one place or is shared, within one library.
#
# torch 2.13.0: x.max(), x.amax() and torch.maximum(a, b) share it among all that are largest; x.max(dim)
#   gives it to the first alone, as max pooling does.
# jax 0.10.2: x.max() shares it; jax.lax.top_k(x, 1) gives it to the first.
# It matters where weights or inputs begin equal, and in a ReLU written as maximum(z, 0) at z = 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 jax==0.10.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import jax
import jax.numpy as jnp
import torch


def in_torch(function):
    x = torch.ones(2, requires_grad=True)
    function(x).sum().backward()
    return x.grad.tolist()


def in_jax(function):
    return jax.grad(lambda x: function(x).sum())(jnp.ones(2)).tolist()


seen = {
    "torch x.max()": in_torch(lambda x: x.max()),
    "torch x.amax(0)": in_torch(lambda x: x.amax(0)),
    "torch maximum": in_torch(lambda x: torch.maximum(x[0], x[1])),
    "torch x.max(0)": in_torch(lambda x: x.max(0).values),
    "torch max pool": in_torch(lambda x: torch.nn.functional.max_pool1d(x[None], 2)),
    "jax x.max()": in_jax(lambda x: x.max()),
    "jax top_k": in_jax(lambda x: jax.lax.top_k(x, 1)[0]),
}
for name, gradient in seen.items():
    print(name, gradient)
shared, first = [0.5, 0.5], [1.0, 0.0]
assert list(seen.values()) == [shared, shared, shared, first, first, shared, first]
print(f"seen with torch {torch.__version__}, jax {jax.__version__}")
PY
