#!/usr/bin/env bash
# Where an answer is quite wrong, cross-entropy on probabilities has no slope in Keras: nothing is learned.
#
# keras 3.15.1 (JAX backend): binary and categorical cross-entropy hold a probability at 1e-7 by a cut, and
#   a cut has slope 0. From z = −17 on, where δ = a − y is −1, sigmoid + binary_crossentropy gives 0,
#   in the usual compile() and fit() too; softmax + categorical_crossentropy the same at a lead of 17.
#   With from_logits=True both give −1.
# torch 2.13.0: BCELoss on sigmoid(z) gives −1 at z = −17, and at z = −30, where its logarithm is
#   whole but 1 − a is 1 and the product is held at 1e-12, −0.09; BCEWithLogitsLoss gives −1.
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


def weight_after_a_step(z):
    start = keras.initializers.Constant(z)
    network = keras.Sequential(
        [keras.Input((1,)), keras.layers.Dense(1, activation="sigmoid", kernel_initializer=start)]
    )
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(1.0))
    network.fit(np.ones((1, 1)), np.ones((1, 1)), verbose=0)
    return float(network.get_weights()[0][0, 0])


def lead(z, logits):
    loss = keras.losses.CategoricalCrossentropy(from_logits=logits)
    row = jnp.array([[z, 0.0, 0.0]])
    return loss(jnp.array([[1.0, 0.0, 0.0]]), row if logits else jax.nn.softmax(row))


def in_torch(z, loss, function):
    z = torch.tensor([z], dtype=torch.float64, requires_grad=True)
    loss(function(z), torch.ones(1, dtype=torch.float64)).backward()
    return z.grad.item()


steps = {z: weight_after_a_step(z) - z for z in (-10.0, -15.0, -17.0, -30.0)}
print("keras, one step of rate 1 with sigmoid:", steps)
leads = {z: (float(jax.grad(lead)(z, False)), float(jax.grad(lead)(z, True))) for z in (-10.0, -20.0)}
print("keras, softmax, from probabilities and from logits:", leads)
probabilities = {z: in_torch(z, torch.nn.BCELoss(), torch.sigmoid) for z in (-17.0, -30.0)}
logits = in_torch(-30.0, torch.nn.BCEWithLogitsLoss(), lambda z: z)
print("torch, BCELoss:", probabilities, "BCEWithLogitsLoss at -30:", logits)
assert abs(steps[-10.0] - 1) < 1e-3 and abs(steps[-15.0] - 1) < 1e-3
assert steps[-17.0] == 0.0 and steps[-30.0] == 0.0
assert abs(leads[-10.0][0] + 1) < 1e-3 and leads[-20.0][0] == 0.0 and abs(leads[-20.0][1] + 1) < 1e-6
assert abs(probabilities[-17.0] + 1) < 1e-3 and abs(probabilities[-30.0] + 0.0935762) < 1e-6
assert abs(logits + 1) < 1e-9
print(f"seen with keras {keras.__version__}, jax {jax.__version__}, torch {torch.__version__}")
PY
