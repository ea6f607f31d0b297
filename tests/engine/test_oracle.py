"""Every gradient of random networks against an independent automatic differentiation package."""

import math
from dataclasses import replace

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd.extend import defvjp, primitive

from engine import trace
from engine.ops import of_family
from tests.engine.networks import ACTIVATIONS, LOSSES, random_experiment

SMOOTH_STEP = 0.0  # the oracle must see that z matters, and how little
_erf = primitive(np.vectorize(math.erf))
defvjp(_erf, lambda _, x: lambda g: g * 2 / math.pi**0.5 * anp.exp(-(x**2)))
PHI = {
    "elu": lambda z, op: anp.where(z > 0, z, op.alpha * (anp.exp(anp.where(z > 0, 0, z)) - 1)),
    "gelu": lambda z, op: z * (1 + _erf(z / 2**0.5)) / 2,
    "identity": lambda z, op: z,
    "leaky_relu": lambda z, op: anp.where(z > 0, z, op.alpha * z),
    "relu": lambda z, op: anp.where(z > 0, z, SMOOTH_STEP * z),
    "silu": lambda z, op: z / (1 + anp.exp(-z)),
    "sigmoid": lambda z, op: 1 / (1 + anp.exp(-z)),
    "softmax": lambda z, op: anp.exp(z) / anp.sum(anp.exp(z), axis=1, keepdims=True),
    "softplus": lambda z, op: anp.logaddexp(0.0, z),
    "step": lambda z, op: anp.where(z > 0, 1.0, 0.0) + SMOOTH_STEP * z,
    "tanh": lambda z, op: anp.tanh(z),
}
PER_EXAMPLE = {
    "binary_cross_entropy": lambda a, y: (
        -anp.sum(y * _log(a, TINY) + (1 - y) * _log(1 - a, LEAST), axis=1)
    ),
    "cross_entropy": lambda a, y: -anp.sum(y * _log(a, TINY), axis=1),
    "half_sse": lambda a, y: anp.sum((a - y) ** 2, axis=1) / 2,
    "mse": lambda a, y: anp.mean((a - y) ** 2, axis=1),
    "sse": lambda a, y: anp.sum((a - y) ** 2, axis=1),
}
TINY, LEAST = 1e-300, 2.0**-53
REDUCE = {"sum": anp.sum, "mean": anp.mean}


def test_the_oracle_knows_every_activation_and_loss():
    assert set(PHI) == set(ACTIVATIONS)
    assert set(PER_EXAMPLE) == set(LOSSES)


@pytest.mark.parametrize("block", range(10))
def test_gradients_of_a_thousand_random_networks(block):
    rng = np.random.default_rng([2024, block])
    for _ in range(100):
        experiment = random_experiment(rng)
        t = trace(experiment)
        loss, gradients = _oracle(experiment, t)
        assert t["E"] == pytest.approx(loss, rel=1e-12)
        for name, expected in gradients.items():
            if f"d_{name}" in t.program.tensors and not _at_a_pole(experiment, t, name):
                off = np.abs(t[f"d_{name}"] - expected).max()
                assert off <= 1e-12 * np.abs(expected).max(), (name, experiment.to_json())
        for name in t.program.parameters:
            moved = 0.0 if name in experiment.frozen else experiment.learning_rate
            expected = experiment.parameters[name] - moved * gradients[name]
            np.testing.assert_allclose(t[f"{name}'"], expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", of_family("optimizer"))
def test_gradients_stay_right_under_every_optimizer(kind):
    """The update's own arithmetic is held to PyTorch and the textbooks in test_update.py."""
    rng = np.random.default_rng([77, *map(ord, kind)])
    for _ in range(20):
        experiment = replace(random_experiment(rng, optimizer=kind), learning_rate=0.01)
        for k in (1, 4):
            t = trace(experiment, k)
            here = {name: np.array(t[name]) for name in t.program.parameters}
            loss, gradients = _oracle(replace(experiment, parameters=here), t)
            assert t["E"] == pytest.approx(loss, rel=1e-12)
            for name in here:
                off = np.abs(t[f"d_{name}"] - gradients[name]).max()
                assert off <= 1e-12 * np.abs(gradients[name]).max(), name


def _log(x, floor):
    return anp.log(anp.maximum(x, floor))


def _at_a_pole(experiment, t, name):
    """Whether it is an a of exactly 0 or 1, from a step, under a loss with logarithms.

    There ∂E/∂a has no value; the step's slope of 0 makes it irrelevant for all others.
    """
    if t.program.writer["E"].reads["a"] != name or experiment.loss.domain[0] != 0:
        return False
    return bool(((t[name] == 0) | (t[name] == 1)).any())


def _oracle(experiment, t):
    """Loss and gradient of every parameter, z and a; the last two by adding a zero to them."""
    nudged = [f"{letter}{k + 1}" for k in range(len(experiment.layers)) for letter in "za"]
    values = dict(experiment.parameters) | {name: np.zeros(t[name].shape) for name in nudged}

    def loss(v):
        a = experiment.inputs
        for k, layer in enumerate(experiment.layers, 1):
            z = anp.dot(a, v[f"W{k}"].T) + v[f"b{k}"] + v[f"z{k}"]
            a = PHI[layer.activation.kind](z, layer.activation) + v[f"a{k}"]
        per_example = PER_EXAMPLE[experiment.loss.kind](a, experiment.targets)
        return REDUCE[experiment.loss.reduction](per_example)

    return loss(values), grad(loss)(values)
