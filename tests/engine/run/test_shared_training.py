"""Training in shared buffers has the bytes of a run with its own, however many take turns."""

import numpy as np
import pytest

from engine import Experiment, Layer, example, examples, registry
from engine.pausing import finish
from engine.run.checkpoint import first
from engine.run.shared_training import SharedTraining
from engine.run.training import Training
from tests.engine.networks import random_experiment
from tests.samples import cases, in_turn

SIGMOID = Layer(registry["dense"](1), registry["sigmoid"]())


def agree(experiments, counts=(1, 1, 3, 1, 2)):
    """All go on in turns, each in its own steps; then each is compared with a run of its own."""
    shared = [SharedTraining(e) for e in experiments]
    values = [first(e).values for e in experiments]
    at = 0
    for count in counts:
        values = [s.ahead(at, before, count) for s, before in zip(shared, values, strict=True)]
        at += count
    for e, found in zip(experiments, values, strict=True):
        alone = Training(e)
        alone.run(at)
        assert found.tobytes() == alone.values.tobytes()


@pytest.mark.parametrize("seed", range(cases(10, 40)))
def test_random_experiments(seed):
    rng = np.random.default_rng([43, seed])
    e = random_experiment(rng)
    batch = int(rng.integers(1, len(e.inputs) + 1))
    agree([
        Experiment(
            e.layers, e.loss, e.inputs, e.targets, learning_rate=rate, batch=batch, seed=k,
            parameters=e.parameters, frozen=e.frozen,
        )
        for k, rate in enumerate((0.02, 0.01, 0.02))
    ])  # fmt: skip


@pytest.mark.parametrize("name", examples())
def test_worked_examples(name):
    agree([example(name).experiment])


@pytest.mark.parametrize(
    ("kind", "size", "shuffle", "remainder"),
    in_turn(["sgd", "momentum", "adam"], [3, 7, 20], [True, False], ["use", "drop", "carry"]),
)
def test_batches_and_seeds(kind, size, shuffle, remainder):
    """Batches of up to three sizes, over more than one epoch; data that differ."""
    x = np.random.default_rng(8).normal(size=(20, 2))
    agree(
        [
            Experiment(
                (Layer(registry["dense"](5), registry["tanh"]()), SIGMOID),
                registry["binary_cross_entropy"]("mean"), x * (k + 1), (x[:, :1] > 0) * 1.0,
                learning_rate=0.05, batch=size, seed=k, optimizer=registry[kind](),
                shuffle=shuffle, remainder=remainder,
            )
            for k in range(3)
        ],
        (1, 5, 1, 8, 1),
    )  # fmt: skip


def test_numbers_that_are_drawn():
    x = np.random.default_rng(8).normal(size=(8, 2))
    layers = (
        Layer(registry["dense"](6), registry["tanh"]()), Layer(registry["dropout"](0.5)), SIGMOID,
    )  # fmt: skip
    loss = registry["mse"]("mean")
    agree([Experiment(layers, loss, x, x[:, :1], batch=4, seed=k) for k in range(3)])


def test_a_network_with_a_bug():
    x = np.random.default_rng(8).normal(size=(8, 2))
    layers = (Layer(registry["dense"](6), registry["tanh"]()), SIGMOID)
    loss = registry["mse"]("mean")
    agree([
        Experiment(layers, loss, x, x[:, :1], batch=4, seed=k, bugs=("hidden_slope_forgotten",))
        for k in range(2)
    ])  # fmt: skip


def test_a_number_that_is_not_finite_is_told_and_spoils_nothing():
    x = np.random.default_rng(8).normal(size=(8, 2))
    layers = (Layer(registry["dense"](6), registry["relu"]()), Layer(registry["dense"](1)))
    loss = registry["mse"]("mean")
    wild, calm = (
        Experiment(layers, loss, x, x[:, :1], batch=4, learning_rate=rate) for rate in (1e150, 0.1)
    )
    shared, begin = SharedTraining(wild), first(wild).values
    alone = Training(wild)
    alone.run(20)
    assert alone.diverged
    assert shared.ahead(0, begin, 20) is None
    if alone.iteration:
        own = Training(wild)
        own.run(alone.iteration)
        assert shared.ahead(0, begin, alone.iteration).tobytes() == own.values.tobytes()
    agree([calm])


def test_what_is_prepared_is_what_is_used():
    e = example(examples()[0]).experiment
    shared = SharedTraining(e)
    finish(shared.preparing(0))
    run = shared.bound[e.batches.examples(0)].shared.run
    shared.ahead(0, first(e).values, 1)
    assert shared.bound[e.batches.examples(0)].shared.run is run
