#!/usr/bin/env bash
# A parameter that optax.masked leaves out is not frozen: it goes up its gradient, at a rate of 1.
#
# optax 0.2.8: masked(sgd(0.1), mask) hands on as they are the gradients of what the mask leaves out, and
#   apply_updates adds whatever it is given: w + g. optax.freeze(mask of the frozen) beside it holds them,
#   and so does partition with set_to_zero.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jax==0.10.2 optax==0.2.8 numpy==2.4.6
JAX_ENABLE_X64=1 "$folder/venv/bin/python" - <<'PY'
import jax
import jax.numpy as jnp
import optax

TRAINED, FROZEN = {"a": True, "b": False}, {"a": False, "b": True}


def distance(w):
    return (w["a"] - 1) ** 2 + (w["b"] - 1) ** 2


def walk(optimizer):
    w = {"a": jnp.array(2.0), "b": jnp.array(2.0)}
    state, places = optimizer.init(w), []
    for _ in range(3):
        updates, state = optimizer.update(jax.grad(distance)(w), state, w)
        w = optax.apply_updates(w, updates)
        places.append((round(float(w["a"]), 12), round(float(w["b"]), 12)))
    return places


seen = {
    "masked": walk(optax.masked(optax.sgd(0.1), TRAINED)),
    "masked and freeze": walk(
        optax.chain(optax.masked(optax.sgd(0.1), TRAINED), optax.freeze(FROZEN))
    ),
    "partition": walk(
        optax.partition(
            {"descend": optax.sgd(0.1), "hold": optax.set_to_zero()}, {"a": "descend", "b": "hold"}
        )
    ),
}
for name, places in seen.items():
    print(f"{name}: (a, b) from (2, 2), E is least at (1, 1):", places)
assert seen["masked"] == [(1.8, 4.0), (1.64, 10.0), (1.512, 28.0)]
assert seen["masked and freeze"] == seen["partition"] == [(1.8, 2.0), (1.64, 2.0), (1.512, 2.0)]
print(f"seen with optax {optax.__version__}, jax {jax.__version__}")
PY
