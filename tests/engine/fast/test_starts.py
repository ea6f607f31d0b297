"""A convolution in front of a chain agrees with the readable steps to 1e-12."""

import numpy as np
import pytest

from engine import Experiment, Layer, registry
from engine.fast.network import is_chain
from engine.op import Elementwise
from engine.ops import of_family
from engine.train import Training
from tests.engine.fast.test_chain import agree

ELEMENTWISE = [k for k in sorted(of_family("activation")) if issubclass(registry[k], Elementwise)]


def network(seed=0, kernel=3, stride=1, padding=0, pool=2, side=8, activation="relu", **more):
    """Images with blank parts, so that cells of a pool are often equal."""
    rng = np.random.default_rng(seed)
    x = np.maximum(rng.normal(size=(7, 2, side, side)), 0.0) * (rng.random((7, 1, side, 1)) > 0.4)
    y = np.eye(3)[rng.integers(3, size=7)]
    layers = (
        Layer(registry["conv2d"](4, kernel, stride, padding), registry[activation]()),
        *([Layer(registry["max_pool"](pool, pool))] if pool else []),
        Layer(registry["flatten"]()),
        Layer(registry["dense"](5), registry["tanh"]()),
        Layer(registry["dense"](3), registry["softmax"]()),
    )
    given = {"learning_rate": 0.05, "seed": seed} | more
    return Experiment(layers, registry["cross_entropy"]("mean"), x, y, **given)


@pytest.mark.parametrize("activation", ELEMENTWISE)
@pytest.mark.parametrize("pool", [0, 2, 3])
def test_every_activation_and_pool(activation, pool):
    agree(_fused(network(activation=activation, pool=pool)))


@pytest.mark.parametrize(
    ("kernel", "stride", "padding", "pool", "side"),
    [
        (3, 1, 1, 2, 8),
        (2, 2, 0, 2, 8),
        (3, 2, 1, 2, 7),
        (1, 1, 0, 4, 8),
        (5, 1, 2, 0, 6),
        (4, 3, 2, 2, 9),
    ],
)
def test_every_window(kernel, stride, padding, pool, side):
    agree(_fused(network(1, kernel, stride, padding, pool, side)))


@pytest.mark.parametrize("batch", [1, 3, 7])
@pytest.mark.parametrize("kind", ["sgd", "momentum", "adam"])
def test_batches_and_optimizers(batch, kind):
    agree(_fused(network(2, batch=batch, optimizer=registry[kind]())))


@pytest.mark.parametrize("frozen", ["W1", "b1", "W2"])
def test_what_is_frozen_stays(frozen):
    agree(_fused(network(3, frozen=frozenset([frozen]))))


def test_of_equal_cells_the_first_has_the_gradient():
    e = network(4, activation="tanh")
    agree(Experiment(e.layers, e.loss, np.ones_like(e.inputs), e.targets, learning_rate=0.05))


def test_wide_images():
    e = network(5, pool=2)
    x = np.random.default_rng(5).normal(size=(7, 2, 6, 10))
    agree(_fused(Experiment(e.layers, e.loss, x, e.targets, learning_rate=0.05)))


@pytest.mark.parametrize("more", [{"pool": 4}, {"side": 9}, {"input_gradient": True}])
def test_what_does_not_fit_runs_by_its_rules(more):
    assert not is_chain(network(**more).program(1))


def test_two_convolutions_run_by_their_rules():
    e = network(side=10, pool=0)
    layers = (e.layers[0], *e.layers)
    assert not is_chain(Experiment(layers, e.loss, e.inputs, e.targets).program(1))


@pytest.mark.parametrize(("weight", "size"), [(1e160, 1e150), (1e300, 1e300), (1e150, 1e170)])
def test_a_run_that_leaves_the_finite_numbers_says_so(weight, size):
    """z overflows to −∞, which the maximum hides."""
    e = network(6)
    kernel = np.full(e.start["W1"].shape, -weight)
    x = np.full(e.inputs.shape, size)
    e = Experiment(e.layers, e.loss, x, e.targets, parameters={**e.start, "W1": kernel})
    found = [Training(e, fused=fused) for fused in (True, False)]
    for training in found:
        training.run(3)
    assert found[0].fused
    assert found[0].diverged == found[1].diverged is not None


def _fused(e):
    assert is_chain(e.program(1))
    return e
