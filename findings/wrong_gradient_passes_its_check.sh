#!/usr/bin/env bash
# At their defaults, gradient checks pass gradients that are wrong: by a thousandth, or altogether.
#
# torch 2.13.0: autograd.gradcheck allows 1e-3 relative and 1e-5 absolute: x³ with a gradient that is 0.09 %
#   too large passes in float64, and so does a gradient of 0 where the right one is below 1e-5.
# jax 0.10.2: check_grads allows 0.2 % in float32, its default type; in float64 not 1e-4.
# numpy 2.4.6: allclose(5e-9, 0) is true by its absolute tolerance of 1e-8; testing.assert_allclose
#   of the same name has none, and refuses.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.13.0 jax==0.10.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import jax
import jax.numpy as jnp
import numpy as np
import torch
from jax.test_util import check_grads


def cube_in_torch(factor):
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(context, x):
            context.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(context, gradient):
            return gradient * 3 * context.saved_tensors[0] ** 2 * factor

    return Cube.apply


def torch_passes(factor, *values):
    x = torch.tensor(values, dtype=torch.float64, requires_grad=True)
    return torch.autograd.gradcheck(cube_in_torch(factor), (x,), raise_exception=False)


def jax_passes(factor, x64):
    @jax.custom_vjp
    def cube(x):
        return x**3

    cube.defvjp(lambda x: (x**3, x), lambda x, g: (g * 3 * x**2 * factor,))
    with jax.enable_x64(x64):
        try:
            check_grads(cube, (jnp.array([1.0, 2.0]),), order=1, modes=["rev"])
        except AssertionError:
            return False
    return True


def same_by_assert(a, b):
    try:
        np.testing.assert_allclose(a, b)
    except AssertionError:
        return False
    return True


torch_seen = [torch_passes(1.0009, 1.0, 2.0), torch_passes(1.002, 1.0, 2.0), torch_passes(0.0, 1e-3)]
jax_seen = [jax_passes(1.002, False), jax_passes(1.01, False), jax_passes(1.0001, True)]
numpy_seen = [bool(np.allclose(5e-9, 0)), same_by_assert(5e-9, 0)]
print("torch: 0.09 % wrong, 0.2 % wrong, 0 for 3e-6:", torch_seen)
print("jax: 0.2 % wrong and 1 % in float32, 0.01 % in float64:", jax_seen)
print("numpy: allclose, assert_allclose:", numpy_seen)
assert torch_seen == [True, False, True]
assert jax_seen == [True, False, False]
assert numpy_seen == [True, False]
print(f"seen with torch {torch.__version__}, jax {jax.__version__}, numpy {np.__version__}")
PY
