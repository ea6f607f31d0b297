"""What a history keeps are the traces of its iterations: every tensor of every one."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from engine import Checkpoint, Experiment, History, InvalidExperiment, Layer, registry, trace
from engine.ops import of_family
from engine.run.training import Training
from tests.engine.fast.test_fused_program import network
from tests.engine.graphs import random_graph
from tests.engine.networks import PAIRS, random_experiment, random_op


def agree(experiment, iterations=5):
    """The bytes of the trace of the same iteration."""
    history = History(experiment, keep=iterations)
    assert len(history.run(iterations)) == iterations
    for k, kept in enumerate(history):
        t = trace(experiment, k)
        assert kept.iteration == k
        assert kept.rows.tolist() == t.rows.tolist()
        assert kept.vector.tobytes() == t.vector.tobytes()


@pytest.mark.parametrize("block", range(10))
def test_random_networks(block):
    rng = np.random.default_rng([37, block])
    for _ in range(15):
        e = random_experiment(rng)
        rate = min(e.learning_rate, 0.05)
        agree(replace(e, learning_rate=rate, batch=int(rng.integers(1, len(e.inputs) + 1))))


@pytest.mark.parametrize(("activation", "loss"), PAIRS)
def test_every_last_activation_with_every_loss(activation, loss):
    e = random_experiment(np.random.default_rng(8), activation, loss)
    agree(replace(e, learning_rate=0.01))


@pytest.mark.parametrize("kind", sorted(of_family("optimizer")))
@pytest.mark.parametrize("family", ["", "clip", "penalty", "schedule"])
def test_every_optimizer(kind, family):
    rng = np.random.default_rng(10)
    for op in sorted(of_family(family)) if family else [""]:
        more = {family: random_op(rng, op)} if family else {}
        e = replace(random_experiment(rng), optimizer=registry[kind](), learning_rate=0.01, **more)
        agree(e)


def test_other_networks():
    rng = np.random.default_rng(2)
    agree(network(batch=3))
    for _ in range(5):
        agree(replace(random_graph(rng, "dropout"), learning_rate=1e-3))


def test_the_last_ones_are_kept_and_the_losses_are_those_of_training():
    e = _batches()
    history = History(e, keep=100)
    losses = np.concatenate([history.run(n) for n in (3, 300, 47)])
    assert history.kept == range(250, 350)
    assert len(history) == 100
    assert [t["E"].item() for t in history] == losses[250:].tolist()
    assert losses.tobytes() == Training(e).run(350).tobytes()
    for k in (249, 350, -1):
        with pytest.raises(IndexError, match="not kept"):
            history[k]


def test_stopping_and_going_on_changes_no_byte():
    e = _batches()
    whole = History(e, keep=64)
    whole.run(90)
    start = History(e, keep=1)
    start.run(37)
    again = History(e, Checkpoint.from_text(start.checkpoint.to_text()), keep=64)
    again.run(53)
    assert again.kept == range(37, 90)
    for k in again.kept:
        assert again[k].vector.tobytes() == whole[k].vector.tobytes()
    assert again[89].checkpoint.to_bytes() == again.checkpoint.to_bytes()


def test_what_is_given_stays_as_it_is():
    history = History(_batches(), keep=4)
    history.run(2)
    t = history[1]
    before = t.vector.tobytes()
    history.run(20)
    assert t.vector.tobytes() == before
    assert not t.vector.flags.writeable


def test_a_run_that_diverges_keeps_what_was_finite():
    e = Experiment(
        (Layer(registry["dense"](1)),), registry["half_sse"](), [[1.0]], [[0.0]],
        learning_rate=1e9, parameters={"W1": [[1.0]], "b1": [0.0]},
    )  # fmt: skip
    t = trace(e, 1000)
    history = History(e, keep=200)
    history.run(1000)
    assert history.diverged == t.diverged
    assert history.kept == range(t.iteration + 1)
    assert history[t.iteration].vector.tobytes() == t.vector.tobytes()


def test_how_many_are_kept_is_a_whole_number():
    with pytest.raises(InvalidExperiment, match="1"):
        History(_batches(), keep=0)


def test_ten_thousand_iterations_hold_no_more_memory_than_some():
    history = History(_batches(), keep=10)
    history.run(500)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    history.run(10_000)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 16_000


def _batches():
    x = np.random.default_rng(4).normal(size=(10, 2))
    layers = tuple(Layer(registry["dense"](n), registry["tanh"]()) for n in (4, 4, 1))
    return Experiment(
        layers, registry["half_sse"](), x, 0.5 * x[:, :1], learning_rate=0.05, batch=3,
        optimizer=registry["adam"](), seed=5,
    )  # fmt: skip
