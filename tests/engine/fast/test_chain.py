"""A fused chain agrees with the readable steps to 1e-12: loss, parameters and state."""

import numpy as np
import pytest

from engine import Experiment, Layer, registry, trace
from engine.checkpoint import first
from engine.fast.chain import Chain
from engine.fast.network import is_chain
from engine.ops import of_family
from tests.engine.networks import PAIRS, random_experiment, random_op


def agree(experiment, iterations=4):
    """Run the chain and the trace side by side and compare after each iteration."""
    values = first(experiment).values
    chains = {}
    for k in range(iterations):
        t = trace(experiment, k)
        batch = len(t.rows)
        if batch not in chains:
            chains[batch] = Chain(experiment, batch)
        chain = chains[batch]
        chain.load(values)
        with np.errstate(all="ignore"):
            for call in (*chain.ahead(k, 1)[0], *chain.calls):
                call()
        values = chain.values()
        expected = t.vector[t.program.renewed]
        assert np.abs(values - expected).max() <= 1e-12 * np.abs(expected).max()
        E = t["E"].item()
        assert abs(chain.E.item() * chain.scale - E) <= 1e-12 * max(1.0, abs(E))


@pytest.mark.parametrize("block", range(10))
def test_random_networks(block):
    rng = np.random.default_rng([31, block])
    for _ in range(20):
        e = random_experiment(rng)
        agree(_with(e, batch=int(rng.integers(1, len(e.inputs) + 1))))


@pytest.mark.parametrize(("activation", "loss"), PAIRS)
def test_every_last_activation_with_every_loss(activation, loss):
    rng = np.random.default_rng(7)
    for _ in range(3):
        agree(_with(random_experiment(rng, activation, loss)))


@pytest.mark.parametrize("kind", sorted(of_family("optimizer")))
@pytest.mark.parametrize("family", ["", "clip", "penalty", "schedule"])
def test_every_optimizer(kind, family):
    rng = np.random.default_rng(9)
    for op in sorted(of_family(family)) if family else [""]:
        e = random_experiment(rng)
        more = {family: random_op(rng, op)} if family else {}
        agree(_with(e, optimizer=registry[kind](), frozen=frozenset(), **more))


@pytest.mark.parametrize("z", [-1000.0, 1000.0])
@pytest.mark.parametrize(("activation", "loss"), [p for p in PAIRS if p[1].endswith("entropy")])
def test_far_out(activation, loss, z):
    e = Experiment(
        (Layer(registry["dense"](2), registry[activation]()),), registry[loss](), [[1.0]],
        [[0.25, 0.25]], parameters={"W1": [[z], [-z]], "b1": [0.0, 0.0]},
    )  # fmt: skip
    agree(e)


@pytest.mark.parametrize("z", [290.0, 310.0, 650.0])
def test_around_where_softmax_has_to_be_shifted(z):
    e = Experiment(
        (Layer(registry["dense"](3), registry["softmax"]()),), registry["cross_entropy"]("mean"),
        [[1.0], [0.001]], [[0.0, 1.0, 0.0], [0.5, 0.25, 0.25]], learning_rate=0.01,
        parameters={"W1": [[z], [-0.1], [-1.0]], "b1": [0.0, 0.1, 0.2]},
    )  # fmt: skip
    agree(e)


def test_targets_that_are_no_probabilities_keep_their_sum():
    e = Experiment(
        (Layer(registry["dense"](3), registry["softmax"]()),), registry["cross_entropy"]("mean"),
        [[1.0, 2.0], [0.5, -1.0]], [[1.0, 0.5, 0.25], [0.0, 1.0, 0.0]],
    )  # fmt: skip
    agree(e)


def test_only_chains_are_chains():
    rng = np.random.default_rng(3)
    e = random_experiment(rng)
    assert is_chain(e.program(1))
    x = rng.normal(size=(3, 2))
    hidden = Layer(registry["dense"](2), registry["tanh"]())
    drop = Layer(registry["dropout"]())
    assert not is_chain(Experiment((hidden, drop), registry["mse"](), x, x).program(1))
    asked = Experiment((hidden,), registry["mse"](), x, x, input_gradient=True)
    assert not is_chain(asked.program(1))


def test_a_smaller_number_of_calls():
    """What is fused is fused: a 2-4-4-1 tanh network takes 20 calls."""
    layers = tuple(Layer(registry["dense"](n), registry["tanh"]()) for n in (4, 4, 1))
    e = Experiment(layers, registry["half_sse"](), np.ones((10, 2)), np.ones((10, 1)))
    assert len(Chain(e, 10).calls) == 20


def _with(e, **more):
    given = {"learning_rate": min(e.learning_rate, 0.05), "frozen": e.frozen} | more
    return Experiment(e.layers, e.loss, e.inputs, e.targets, parameters=e.parameters, **given)
